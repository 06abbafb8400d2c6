import Postgres
import ProjectionEngine
package import Vocabulary

extension AnalyticsQueries {
    /// The figures of a range, cut into parts.
    ///
    /// - Parameters:
    ///   - edges: what `edges(of:unit:zone:)` gave; the range's own start and end for one part.
    package func report(
        of tenant: TenantID, _ range: AnalyticsRange, edges: [Timestamp], filter: ChannelFilter = ChannelFilter()
    ) async throws -> AnalyticsReport {
        async let volume = volume(of: tenant, range, edges, filter)
        async let openings = openingGroups(of: tenant, range)
        async let contacts = uniqueContacts(of: tenant, range, filter: filter)
        var report = AnalyticsReport(edges: edges)
        for row in try await volume {
            if let bucket = row.bucket { report.buckets[bucket].figures.volume += row.figures }
            if let channel = row.channel { report.channels[channel, default: .init()].volume += row.figures }
        }
        for group in try await openings { report.add(group, of: range, filter) }
        report.uniqueContacts = try await contacts
        return report
    }

    private struct VolumeRow {
        var bucket: Int?
        var channel: ChannelName?
        var figures = VolumeFigures()
    }

    /// Sums by bucket and direction, and by channel and direction.
    private func volume(
        of tenant: TenantID, _ range: AnalyticsRange, _ edges: [Timestamp], _ filter: ChannelFilter
    ) async throws -> [VolumeRow] {
        let query = Self.volumeQuery(of: tenant, range, edges, filter)
        return try await pool.query(query).map { row in
            var reader = RowReader(row)
            return try Self.volumeRow(&reader)
        }
    }

    static func volumeQuery(
        of tenant: TenantID, _ range: AnalyticsRange, _ edges: [Timestamp], _ filter: ChannelFilter
    ) -> PostgresQuery {
        """
        SELECT part, medium, channel, direction, \(unsafe: Self.volumeSums), min(first_position), max(last_position)
        FROM (SELECT *, width_bucket(bucket, \(edges)) AS part FROM analytics_volume
          WHERE tenant = \(tenant) AND bucket >= \(range.start) AND bucket < \(range.end)
            AND (\(filter.medium)::text IS NULL OR medium = \(filter.medium))
            AND (\(filter.channel)::text IS NULL OR channel = \(filter.channel))) AS cut
        GROUP BY GROUPING SETS ((part, direction), (medium, channel, direction))
        """
    }

    private static let volumeSums =
        VolumeState.columns.dropLast(2).map { "sum(\($0))::bigint" }.joined(separator: ", ")

    private static func volumeRow(_ row: inout RowReader) throws(PostgresError) -> VolumeRow {
        let part = try row.next(Int?.self)
        let medium = try row.next(String?.self)
        let channel = try row.next(String?.self)
        let direction = try row.nextCase(MessageDirection.self)
        let state = try VolumeState(from: &row)
        var volume = VolumeRow(bucket: part.map { $0 - 1 })
        if let medium, let channel { volume.channel = ChannelName(medium: medium, channel: channel) }
        volume.figures = VolumeFigures(state, direction)
        return volume
    }
}

extension VolumeFigures {
    fileprivate init(_ state: VolumeState, _ direction: MessageDirection) {
        switch direction {
        case .inbound: inbound = state.forms
        case .outbound: outbound = state.forms
        }
        byHuman = state.byHuman
        byAutomation = state.byAutomation
        byUnknown = state.byUnknown
        processed = state.processed
        processing = state.processing
        positions = state.first...state.last
    }
}
