package import Postgres
import ProjectionEngine
package import Vocabulary

/// Reads the analytics. Every query is about one tenant; none sees another's rows.
///
/// They throw `PostgresError`, or what the pool says.
package struct AnalyticsQueries: Sendable {
    let pool: PostgresPool
    /// The time zones that reports can be asked for in.
    package let timeZones: TimeZoneNames

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
        timeZones = TimeZoneNames(pool: pool)
    }

    /// Where the parts of a range begin by the clocks of a time zone, and where the last one ends.
    ///
    /// The first begins, and the last ends, with the range, even in the middle of a day.
    ///
    /// - Parameter zone: a name that `timeZones` contains.
    package func edges(of range: AnalyticsRange, unit: BucketUnit, zone: String) async throws -> [Timestamp] {
        let query: PostgresQuery =
            switch unit {
            case .hour:
                // Found among the quarter hours, which are told apart even when a clock shows the same hour twice.
                """
                SELECT q FROM generate_series(\(range.start), \(range.end), interval '15 minutes') AS q
                WHERE extract(minute FROM q AT TIME ZONE \(zone)) = 0 ORDER BY 1
                """
            case .day, .week, .month:
                // A day begins with its first quarter hour: midnight may be left out, or come twice.
                """
                SELECT DISTINCT first.q FROM generate_series(
                  date_trunc(\(unit.rawValue), \(range.start) AT TIME ZONE \(zone)), \(range.end) AT TIME ZONE \(zone),
                  ('1 ' || \(unit.rawValue))::interval) AS midnight
                CROSS JOIN LATERAL (
                  SELECT min(q) AS q FROM generate_series((midnight AT TIME ZONE \(zone)) - interval '2 hours',
                    (midnight AT TIME ZONE \(zone)) + interval '2 hours', interval '15 minutes') AS q
                  WHERE q AT TIME ZONE \(zone) >= midnight) AS first
                ORDER BY 1
                """
            }
        let found = try await pool.query(query).decode(column: 0, as: Timestamp.self)
        return [range.start] + found.filter { range.start < $0 && $0 < range.end } + [range.end]
    }
}
