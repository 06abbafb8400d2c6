package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `contacts_timeline`.
package struct TimelineKey: TableKey {
    package var tenant: TenantID
    package var subject: SubjectID
    /// The event.
    package var position: Position

    package init(_ event: EventHeader) {
        tenant = event.tenant
        subject = event.subject
        position = event.position
    }

    package static let columns = ["tenant", "subject", "position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(subject)
        try row.write(position)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        subject = try row.next()
        position = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.subject), keys.map(\.position))
    }
}
