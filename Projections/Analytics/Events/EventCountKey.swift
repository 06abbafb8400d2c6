package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `analytics_events`.
package struct EventCountKey: TableKey {
    package var tenant: TenantID
    package var bucket: Timestamp
    package var kind: EventKind

    package init(tenant: TenantID, quarter: QuarterHour, kind: EventKind) {
        self.tenant = tenant
        bucket = quarter.start
        self.kind = kind
    }

    package static let columns = ["tenant", "bucket", "kind"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(bucket)
        try row.write(kind.rawValue)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        bucket = try row.next()
        kind = try row.nextCase()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.bucket), keys.map(\.kind.rawValue))
    }
}
