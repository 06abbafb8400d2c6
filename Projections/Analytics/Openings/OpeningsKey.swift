package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `analytics_openings`.
package struct OpeningsKey: TableKey {
    package var tenant: TenantID
    package var period: Period
    package var conversation: ConversationID

    package init(tenant: TenantID, period: Period, conversation: ConversationID) {
        self.tenant = tenant
        self.period = period
        self.conversation = conversation
    }

    package static let columns = ["tenant", "period", "conversation"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(period.number)
        try row.write(conversation)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        period = Period(number: try row.next())
        conversation = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.period.number), keys.map(\.conversation))
    }
}
