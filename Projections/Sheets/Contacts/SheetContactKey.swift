package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `sheets_contacts`.
package struct SheetContactKey: TableKey {
    package var tenant: TenantID
    package var subject: SubjectID

    package init(tenant: TenantID, subject: SubjectID) {
        self.tenant = tenant
        self.subject = subject
    }

    package static let columns = ["tenant", "subject"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(subject)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        subject = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.subject))
    }
}
