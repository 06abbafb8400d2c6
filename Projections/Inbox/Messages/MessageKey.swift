import Cryptography
package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `inbox_messages`.
package struct MessageKey: TableKey {
    package var tenant: TenantID
    package var source: Source
    /// The provider's id of the message, verbatim; of one that is too long for an index, its digest.
    package var messageID: String

    /// How long an id may be, in bytes of UTF-8. A row of an index must fit a third of a page.
    static let longestID = 512

    package init(tenant: TenantID, source: Source, messageID: String) {
        self.tenant = tenant
        self.source = source
        self.messageID =
            messageID.utf8.count <= Self.longestID ? messageID : "sha256:\(SHA256.hash(Array(messageID.utf8)).hex)"
    }

    package static let columns = ["tenant", "source", "message_id"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(source)
        try row.write(messageID)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        source = try row.next()
        messageID = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.source), keys.map(\.messageID))
    }
}
