import Cryptography
package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `lookup_sessions`.
package struct SessionKey: TableKey {
    package var tenant: TenantID
    /// The agent's id, verbatim; of one that is too long for an index, its digest.
    package var session: String

    package init(tenant: TenantID, session: String) {
        self.tenant = tenant
        self.session = Self.indexed(session)
    }

    /// An id as the table has it. A row of an index must fit a third of a page.
    static func indexed(_ session: String) -> String {
        session.utf8.count <= 512 ? session : "sha256:\(SHA256.hash(Array(session.utf8)).hex)"
    }

    package static let columns = ["tenant", "session"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(session)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        session = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.session))
    }
}
