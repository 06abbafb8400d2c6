import Postgres
import Vocabulary

/// The openings of a period, packed.
struct OpeningRows {
    /// Those of all rows, strung together.
    var all: [UInt8]
    /// The rows, each by itself, whose first opening isn't one: it goes on with the period before.
    var continued: [[UInt8]]
}

extension AnalyticsQueries {
    /// The openings of a range, period by period, so that what is held doesn't grow with the time that is asked for. While one is
    /// looked at, the next is read.
    ///
    /// - Parameter consume: told each period's, in no order.
    func forEachPeriod(
        of tenant: TenantID, _ range: AnalyticsRange, _ consume: (OpeningRows) throws -> Void
    ) async throws {
        var periods = try await openingPeriods(of: tenant, range).makeIterator()
        try await withThrowingTaskGroup(of: OpeningRows.self) { group in
            func readNext() {
                guard let period = periods.next() else { return }
                group.addTask { try await openingRows(of: tenant, period, from: range.start) }
            }
            readNext()
            while let rows = try await group.next() {
                readNext()
                try consume(rows)
            }
        }
    }

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

    private func openingRows(
        of tenant: TenantID, _ period: Int32, from start: Timestamp
    ) async throws -> OpeningRows {
        var openings = OpeningRows(all: [], continued: [])
        for row in try await pool.query(Self.openingsQuery(of: tenant, period, from: start).plannedAnew) {
            let (isContinued, bytes) = try row.decode(Bool.self, [UInt8]?.self)
            if isContinued { openings.continued.append(bytes ?? []) } else { openings.all = bytes ?? [] }
        }
        return openings
    }

    /// - Parameter start: a row whose contact wrote last before it has nothing from then on.
    static func openingsQuery(
        of tenant: TenantID, _ period: Int32, from start: Timestamp
    ) -> PostgresQuery {
        // PostgreSQL strings them together in a fifth of the time that as many rows would take it.
        """
        SELECT false, string_agg(openings, ''::bytea) FROM analytics_openings
        WHERE tenant = \(tenant) AND period = \(period) AND heard_at >= \(start)
        UNION ALL
        SELECT true, next.openings FROM analytics_openings AS before CROSS JOIN LATERAL (
          SELECT openings FROM analytics_openings AS next
          WHERE next.tenant = before.tenant AND next.period = before.period + 1 AND next.conversation = before.conversation
          LIMIT 1) AS next
        WHERE before.tenant = \(tenant) AND before.is_continued AND before.period = \(period)::integer - 1
        """
    }
}
