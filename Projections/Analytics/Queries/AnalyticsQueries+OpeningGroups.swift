import Postgres
import ProjectionEngine
import Vocabulary

/// The openings of rows of one period that opened on the same channels in the same order, packed.
struct OpeningGroup {
    var period: Period
    /// Those of the openings of one row.
    var channels: [ChannelName]
    /// Row after row: the channels come again with each.
    var figures: [UInt8]
}

extension AnalyticsQueries {
    /// All openings of the periods in which there is something of a range.
    func openingGroups(of tenant: TenantID, _ range: AnalyticsRange) async throws -> [OpeningGroup] {
        try await pool.query(Self.openingsQuery(of: tenant, range)).map { row in
            let (period, mediums, channels, figures) = try row.decode(
                Int32.self, [String].self, [String].self, [UInt8].self)
            return OpeningGroup(
                period: Period(number: period),
                channels: zip(mediums, channels).map { ChannelName(medium: $0, channel: $1) }, figures: figures)
        }
    }

    static func openingsQuery(of tenant: TenantID, _ range: AnalyticsRange) -> PostgresQuery {
        let (first, last) = (range.periods.lowerBound, range.periods.upperBound)
        // What only goes on with the period before stands there as no opening.
        return """
            SELECT kept.period, kept.medium, kept.channel, string_agg(
              CASE WHEN before.conversation IS NULL THEN kept.figures
              ELSE overlay(kept.figures PLACING '\\xffffffffffffffffffffffffffffffff'::bytea FROM 1) END, ''::bytea)
            FROM analytics_openings AS kept
            LEFT JOIN (SELECT conversation, period + 1 AS period FROM analytics_openings
              WHERE tenant = \(tenant) AND is_continued AND period BETWEEN \(first)::integer - 1 AND \(last)) AS before
              ON before.period = kept.period AND before.conversation = kept.conversation
            WHERE kept.tenant = \(tenant) AND kept.period BETWEEN \(first) AND \(last) AND kept.figures <> ''
            GROUP BY kept.period, kept.medium, kept.channel
            """
    }
}

extension AnalyticsReport {
    /// Counts the openings of a range on channels of a filter, in the buckets of which they are.
    mutating func add(_ group: OpeningGroup, of range: AnalyticsRange, _ filter: ChannelFilter) {
        let asked = QuarterHour(range.start).number..<QuarterHour(range.end).number
        let start = QuarterHour(group.period.start).number
        let included = group.channels.map(filter.includes)
        var figures = [OpeningFigures](repeating: OpeningFigures(), count: group.channels.count)
        for index in 0..<group.figures.count / PackedOpening.size {
            let place = index % group.channels.count
            guard included[place], let opening = PackedOpening(group.figures, at: index * PackedOpening.size),
                asked.contains(start + opening.quarter)
            else { continue }
            figures[place].add(opening)
            buckets[bucket(of: QuarterHour(number: start + opening.quarter).start)].figures.openings.add(opening)
        }
        for (channel, figures) in zip(group.channels, figures) where figures.openings > 0 {
            channels[channel, default: Figures()].openings += figures
        }
    }

    /// The last bucket that doesn't begin after a moment of the range.
    private func bucket(of moment: Timestamp) -> Int {
        var (low, high) = (0, buckets.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if buckets[middle].start <= moment { low = middle } else { high = middle }
        }
        return low
    }
}

extension OpeningFigures {
    fileprivate mutating func add(_ opening: PackedOpening) {
        openings += 1
        if let response = opening.response { firstResponse.add(response) }
        if let nature = opening.nature { countAnswer(by: nature) }
        if let resolution = opening.resolution { self.resolution.add(resolution) }
    }
}
