import Postgres
package import Vocabulary

extension AnalyticsQueries {
    /// How many events of each kind that `EventCountFold` counts there were in a range, and between which positions they lie. Kinds of
    /// which there were none are left out.
    package func events(
        of tenant: TenantID, _ range: AnalyticsRange
    ) async throws -> [EventKind: (count: Int64, positions: ClosedRange<Position>)] {
        let rows = try await pool.query(
            """
            SELECT kind, sum(events)::bigint, min(first_position), max(last_position) FROM analytics_events
            WHERE tenant = \(tenant) AND bucket >= \(range.start) AND bucket < \(range.end) GROUP BY kind
            """)
        var events: [EventKind: (Int64, ClosedRange<Position>)] = [:]
        for (kind, count, first, last) in try rows.decode(String.self, Int64.self, Position.self, Position.self) {
            if let kind = EventKind(kind) { events[kind] = (count, first...last) }
        }
        return events
    }
}
