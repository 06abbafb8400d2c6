import Postgres
package import Vocabulary

extension LedgerReader {
    /// Which of these events have caused one in a range of positions.
    package func causes(
        among events: some Collection<Position> & Sendable, in range: Range<Position>
    ) async throws(LedgerError) -> Set<Position> {
        guard !events.isEmpty else { return [] }
        let positions = events.map(\.rawValue)
        return try await read { connection in
            let rows = try await connection.query(
                """
                SELECT DISTINCT cause FROM events
                WHERE position >= \(range.lowerBound) AND position < \(range.upperBound) AND cause = ANY(\(positions))
                """)
            return Set(try rows.decode(column: 0, as: Int64.self).map { Position($0) })
        }
    }

    /// The position of the first event that was recorded at a moment or later; the size of the log when none was.
    ///
    /// Time never goes back in the ledger, so it is found by halving.
    package func position(recordedSince moment: Timestamp) async throws(LedgerError) -> Position {
        var range = 0..<(try await head().size)
        while !range.isEmpty {
            let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
            let recordedAt = try await read { connection in
                try await connection.query("SELECT recorded_at FROM events WHERE position = \(Position(middle))")
                    .decode(column: 0, as: Timestamp.self).first
            }
            guard let recordedAt else {
                throw LedgerError(.corrupt, "The event at position \(middle) is missing. Run: daybook audit verify")
            }
            range = recordedAt < moment ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return Position(range.lowerBound)
    }
}
