package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `lookup_transcripts`.
package struct TranscriptKey: TableKey {
    package var tenant: TenantID
    /// The provider's id, verbatim; of one that is too long for an index, its digest.
    package var conversation: String

    package init(tenant: TenantID, conversation: String) {
        self.tenant = tenant
        self.conversation = SessionKey.indexed(conversation)
    }

    package static let columns = ["tenant", "conversation"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(conversation)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        conversation = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.conversation))
    }
}
