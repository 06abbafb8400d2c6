package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `analytics_volume`.
package struct VolumeKey: TableKey {
    package var tenant: TenantID
    package var day: Day
    package var channel: ChannelName
    package var direction: MessageDirection

    package init(tenant: TenantID, day: Day, channel: ChannelName, direction: MessageDirection) {
        self.tenant = tenant
        self.day = day
        self.channel = channel
        self.direction = direction
    }

    package static let columns = ["tenant", "day", "medium", "channel", "direction"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(day.number)
        try row.write(channel.medium)
        try row.write(channel.channel)
        try row.write(direction.rawValue)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        day = Day(number: try row.next())
        channel = ChannelName(medium: try row.next(), channel: try row.next())
        direction = try row.nextCase()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(
            statement, keys.map(\.tenant), keys.map(\.day.number), keys.map(\.channel.medium),
            keys.map(\.channel.channel),
            keys.map(\.direction.rawValue))
    }
}
