package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `analytics_contacts`.
package struct ContactKey: TableKey {
    package var tenant: TenantID
    package var period: Period
    package var subject: SubjectID
    package var channel: ChannelName

    package init(tenant: TenantID, period: Period, subject: SubjectID, channel: ChannelName) {
        self.tenant = tenant
        self.period = period
        self.subject = subject
        self.channel = channel
    }

    package static let columns = ["tenant", "period", "subject", "medium", "channel"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(period.number)
        try row.write(subject)
        try row.write(channel.medium)
        try row.write(channel.channel)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        period = Period(number: try row.next())
        subject = try row.next()
        channel = ChannelName(medium: try row.next(), channel: try row.next())
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(
            statement, keys.map(\.tenant), keys.map(\.period.number), keys.map(\.subject), keys.map(\.channel.medium),
            keys.map(\.channel.channel))
    }
}
