import Postgres
package import Vocabulary

extension AnalyticsQueries {
    /// The figures of a range, cut into parts.
    ///
    /// - Parameters:
    ///   - edges: what `edges(of:unit:zone:)` gave; the range's own start and end for one part.
    package func report(
        of tenant: TenantID, _ range: AnalyticsRange, edges: [Timestamp], filter: ChannelFilter = ChannelFilter()
    ) async throws -> AnalyticsReport {
        async let contacts = uniqueContacts(of: tenant, range, filter: filter)
        async let rest = volumeReport(of: tenant, range, edges: edges, filter: filter)
        var report = AnalyticsReport(edges: edges)
        try await forEachPeriod(of: tenant, range) { try report.add($0, of: range, filter) }
        report += try await rest
        report.uniqueContacts = try await contacts
        return report
    }

    /// The same without openings and contacts, which take longer to count.
    package func volumeReport(
        of tenant: TenantID, _ range: AnalyticsRange, edges: [Timestamp], filter: ChannelFilter = ChannelFilter()
    ) async throws -> AnalyticsReport {
        var report = AnalyticsReport(edges: edges)
        for row in try await pool.query(Self.volumeQuery(of: tenant, range, edges, filter)) {
            try report.add(try VolumeRow(row), of: range)
        }
        return report
    }

    static func volumeQuery(
        of tenant: TenantID, _ range: AnalyticsRange, _ edges: [Timestamp], _ filter: ChannelFilter
    ) -> PostgresQuery {
        let last = Day(Timestamp(microseconds: range.end.microseconds - 1))
        // Days that lie in one part as a whole are read as one; only the others by quarter hours.
        let cut = Set(edges.filter { Day($0).start != $0 }.map { Day($0).number })
        return """
            SELECT day, medium, channel, direction, CASE WHEN day = ANY(\(cut.sorted())) THEN quarters ELSE total END
            FROM analytics_volume
            WHERE tenant = \(tenant) AND day BETWEEN \(Day(range.start).number) AND \(last.number)
              AND (\(filter.medium)::text IS NULL OR medium = \(filter.medium))
              AND (\(filter.channel)::text IS NULL OR channel = \(filter.channel))
            """
    }
}

/// What was counted of a day on a channel in a direction.
private struct VolumeRow {
    var day: Day
    var channel: ChannelName
    var direction: MessageDirection
    var counts: PackedCounts

    init(_ row: PostgresRow) throws(PostgresError) {
        let (day, medium, channel, direction, counts) = try row.decode(
            Int32.self, String.self, String.self, String.self, [UInt8].self)
        guard let direction = MessageDirection(rawValue: direction) else { throw .unknownName }
        self.day = Day(number: day)
        self.channel = ChannelName(medium: medium, channel: channel)
        self.direction = direction
        self.counts = try PackedCounts(counts)
    }
}

extension AnalyticsReport {
    fileprivate mutating func add(_ row: VolumeRow, of range: AnalyticsRange) throws(PostgresError) {
        var sum = VolumeFigures()
        let start = row.day.start.microseconds
        func bucket(of place: UInt8) -> Int? {
            let moment = start + Int64(place) * QuarterHour.length
            // A whole day is in the range: else its first or its last moment would be an edge.
            return range.start.microseconds <= moment && moment < range.end.microseconds ? self.bucket(of: moment) : nil
        }
        try row.counts.forEachGroup(bucket) { bucket, counts in
            sum.add(counts, row.direction)
            buckets[bucket].figures.volume.add(counts, row.direction)
        }
        if sum.positions != nil { channels[row.channel, default: Figures()].volume += sum }
    }

    fileprivate static func += (sum: inout Self, other: Self) {
        for index in sum.buckets.indices { sum.buckets[index].figures += other.buckets[index].figures }
        for (channel, figures) in other.channels { sum.channels[channel, default: Figures()] += figures }
    }
}
