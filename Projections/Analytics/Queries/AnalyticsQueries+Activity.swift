import Postgres
package import Vocabulary

/// The messages that came in on one channel, by quarter hour.
package struct ChannelActivity: Sendable, Equatable {
    package var tenant: TenantID
    package var channel: ChannelName
    /// How many there were in a quarter hour, counted from 1970-01-01T00:00Z; none where it is missing.
    package var quarters: [Int64: Int64]

    package init(tenant: TenantID, channel: ChannelName, quarters: [Int64: Int64]) {
        self.tenant = tenant
        self.channel = channel
        self.quarters = quarters
    }
}

extension AnalyticsQueries {
    /// What came in on each channel of every tenant since the day in which a moment lies: a row of the table for each day of each.
    ///
    /// For whoever operates the installation, not for a tenant.
    package func activity(since moment: Timestamp) async throws -> [ChannelActivity] {
        let first = Day(moment).number
        let rows = try await pool.query(
            """
            SELECT tenant, day, medium, channel, quarters FROM analytics_volume
            WHERE day >= \(first) AND direction = 'inbound'
            ORDER BY tenant, medium, channel
            """)
        var found: [ChannelActivity] = []
        for row in rows {
            let (tenant, day, medium, channel, packed) = try row.decode(
                TenantID.self, Int32.self, String.self, String.self, [UInt8].self)
            let name = ChannelName(medium: medium, channel: channel)
            if found.last?.tenant != tenant || found.last?.channel != name {
                found.append(ChannelActivity(tenant: tenant, channel: name, quarters: [:]))
            }
            let start = Int64(day) * Day.quarterHours
            var counts: [Int64: Int64] = [:]
            try PackedCounts(packed).forEachGroup({ Int64($0) }) { counts[start + $0, default: 0] += $1.messages }
            found[found.count - 1].quarters.merge(counts, uniquingKeysWith: +)
        }
        return found
    }
}
