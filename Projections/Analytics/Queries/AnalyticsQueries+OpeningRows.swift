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
    /// How many periods are read at once, so that what is held doesn't grow with the time that is asked for.
    private static let periodsAtOnce: Int32 = 8

    /// The periods in which there is something of a range, those in which the tenant has nothing left out, cut into parts that are
    /// read at once.
    func openingPeriods(of tenant: TenantID, _ range: AnalyticsRange) async throws -> [ClosedRange<Int32>] {
        guard range.periods.count > Self.periodsAtOnce else { return [range.periods] }
        let rows = try await pool.query(
            """
            SELECT coalesce(min(period), 0), coalesce(max(period), 0) FROM analytics_openings
            WHERE tenant = \(tenant) AND period BETWEEN \(range.periods.lowerBound) AND \(range.periods.upperBound)
            """)
        guard let (first, last) = try rows.decode(Int32.self, Int32.self).first else { return [] }
        return stride(from: first, through: last, by: Int(Self.periodsAtOnce)).map { start in
            start...min(last, start + Self.periodsAtOnce - 1)
        }
    }

    func openingRows(of tenant: TenantID, _ periods: ClosedRange<Int32>) async throws -> OpeningRows {
        var openings = OpeningRows(all: [], continued: [])
        for row in try await pool.query(Self.openingsQuery(of: tenant, periods)) {
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
