import Postgres
import Vocabulary

/// The openings of some periods, packed.
struct OpeningRows {
    /// Those of all rows, strung together.
    var all: [UInt8]
    /// The rows, each by itself, whose first opening isn't one: it goes on with the period before.
    var continued: [[UInt8]]
}

extension AnalyticsQueries {
    /// The openings of a range, some periods at a time, so that what is held doesn't grow with the time that is asked for. While some
    /// are looked at, the next are read.
    ///
    /// - Parameter consume: told each stretch's, in no order.
    func forEachStretch(
        of tenant: TenantID, _ range: AnalyticsRange, _ consume: (OpeningRows) throws -> Void
    ) async throws {
        let periods = try await openingPeriods(of: tenant, range)
        var starts = stride(from: periods.lowerBound, through: periods.upperBound, by: Self.stretch).makeIterator()
        try await withThrowingTaskGroup(of: OpeningRows.self) { group in
            func readNext() {
                guard let start = starts.next() else { return }
                let end = min(start + Int32(Self.stretch) - 1, periods.upperBound)
                group.addTask { try await openingRows(of: tenant, start...end) }
            }
            readNext()
            while let rows = try await group.next() {
                readNext()
                try consume(rows)
            }
        }
    }

    /// Periods that are read at a time: as many as a month touches, as what is asked for of a young table reads all of it.
    private static var stretch: Int32.Stride { 2 }

    /// The periods in which there may be something of a range, but for those before and after all that the tenant has.
    private func openingPeriods(of tenant: TenantID, _ range: AnalyticsRange) async throws -> ClosedRange<Int32> {
        guard range.periods.count > 2 else { return range.periods }
        let rows = try await pool.query(
            """
            SELECT coalesce(min(period), 0), coalesce(max(period), 0) FROM analytics_openings
            WHERE tenant = \(tenant) AND period BETWEEN \(range.periods.lowerBound) AND \(range.periods.upperBound)
            """)
        guard let (first, last) = try rows.decode(Int32.self, Int32.self).first else { return range.periods }
        return first...last
    }

    private func openingRows(of tenant: TenantID, _ periods: ClosedRange<Int32>) async throws -> OpeningRows {
        var openings = OpeningRows(all: [], continued: [])
        for row in try await pool.query(Self.openingsQuery(of: tenant, periods).plannedAnew) {
            let (isContinued, bytes) = try row.decode(Bool.self, [UInt8]?.self)
            if isContinued { openings.continued.append(bytes ?? []) } else { openings.all = bytes ?? [] }
        }
        return openings
    }

    static func openingsQuery(of tenant: TenantID, _ periods: ClosedRange<Int32>) -> PostgresQuery {
        // PostgreSQL strings them together in a fifth of the time that as many rows would take it.
        """
        SELECT false, string_agg(openings, ''::bytea) FROM analytics_openings
        WHERE tenant = \(tenant) AND period BETWEEN \(periods.lowerBound) AND \(periods.upperBound)
        UNION ALL
        SELECT true, next.openings FROM analytics_openings AS before CROSS JOIN LATERAL (
          SELECT openings FROM analytics_openings AS next
          WHERE next.tenant = before.tenant AND next.period = before.period + 1 AND next.conversation = before.conversation
          LIMIT 1) AS next
        WHERE before.tenant = \(tenant) AND before.is_continued
          AND before.period BETWEEN \(periods.lowerBound)::integer - 1 AND \(periods.upperBound)::integer - 1
        """
    }
}
