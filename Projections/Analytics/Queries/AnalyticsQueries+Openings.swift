import Postgres
package import Vocabulary

extension AnalyticsQueries {
    /// The openings of a range, in the order of the events that opened them.
    ///
    /// - Parameters:
    ///   - isAnswered: only those that were answered.
    ///   - isResolved: only those that were resolved.
    ///   - position: only those that were opened after it.
    ///   - limit: how many at most.
    package func openings(
        of tenant: TenantID, _ range: AnalyticsRange, filter: ChannelFilter = ChannelFilter(), isAnswered: Bool = false,
        isResolved: Bool = false, after position: Position? = nil, limit: Int = 100
    ) async throws -> [Opening] {
        var openings: [Opening] = []
        try await forEachPeriod(of: tenant, range) { rows in
            openings += try rows.openings { opening, channel in
                range.contains(opening) && filter.includes(channel)
                    && position.map { $0 < opening.openedPosition } ?? true
                    && (!isAnswered || opening.response != nil) && (!isResolved || opening.resolution != nil)
            }
            openings.sort { $0.openedPosition < $1.openedPosition }
            openings.removeLast(max(0, openings.count - limit))
        }
        return openings
    }
}

extension OpeningRows {
    /// Those that satisfy a condition.
    fileprivate func openings(where isIncluded: (PackedOpening, ChannelName) -> Bool) throws(PostgresError) -> [Opening]
    {
        var left: Set<Position> = []
        for row in continued {
            var reader = OpeningReader(row)
            if let first = try reader.next() { left.insert(first.openedPosition) }
        }
        var found: [Opening] = []
        var reader = OpeningReader(all)
        while let opening = try reader.next() {
            guard isIncluded(opening, reader.channels[opening.channel]), !left.contains(opening.openedPosition) else {
                continue
            }
            found.append(Opening(opening, channels: reader.channels))
        }
        return found
    }
}

extension AnalyticsRange {
    /// Whether an opening is one of it.
    func contains(_ opening: PackedOpening) -> Bool {
        start.microseconds <= opening.openedAt && opening.openedAt < end.microseconds
    }
}
