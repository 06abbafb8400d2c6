import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics
@testable import Postgres

struct PlanTests {
    /// A year of figures of a busy tenant among others, of which a month is asked for.
    private static let rows = """
        INSERT INTO analytics_volume SELECT tenant, day, 'whatsapp', 'ch' || channel, 'inbound', '', '', 1 \
          FROM generate_series(20089, 20453) AS day, generate_series(1, 20) AS channel, \
            (VALUES ('acme'), ('default')) AS tenants (tenant);
        INSERT INTO analytics_contacts SELECT tenant, period, gen_random_uuid(), 'whatsapp', 'ch1', 1, '{1,2}', 1 \
          FROM generate_series(628, 640) AS period, generate_series(1, 1000), (VALUES ('acme'), ('default')) AS t (tenant);
        INSERT INTO analytics_openings SELECT tenant, period, gen_random_uuid(), gen_random_uuid(), \
          '', NULL, NULL, NULL, NULL, NULL, period % 5 = 0, false, 1 \
          FROM generate_series(628, 640) AS period, generate_series(1, 1000), (VALUES ('acme'), ('default')) AS t (tenant);
        ANALYZE analytics_volume, analytics_contacts, analytics_openings;
        """

    @Test func `no report reads a table from end to end`() async throws {
        try await TestLog.with { log in
            try await log.store.install(AnalyticsProjection.projection)
            try await log.pool.withConnection { try await $0.executeScript(Self.rows) }
            let start = try #require(Timestamp("2025-06-01T00:00:00Z"))
            let range = try #require(AnalyticsRange(from: start, to: start.advanced(by: .seconds(30 * 86_400))))
            let (edges, filter) = ([range.start, range.end], ChannelFilter())
            let queries = [
                AnalyticsQueries.volumeQuery(of: .default, range, edges, filter),
                AnalyticsQueries.openingsQuery(of: .default, range.periods.lowerBound, from: start),
                AnalyticsQueries.contactsQuery(of: .default, range, filter, limit: 200_000),
                AnalyticsQueries.contactsQuery(of: .default, range, filter, limit: nil),
            ]
            for query in queries {
                let plan = try await log.pool.query(query.explained).decode(column: 0, as: String.self)
                #expect(!plan.isEmpty)
                #expect(!plan.contains { $0.contains("Seq Scan on analytics") }, "\(plan.joined(separator: "\n"))")
            }
        }
    }
}

extension PostgresQuery {
    /// Asks for the plan instead of the rows.
    fileprivate var explained: PostgresQuery {
        let sql = String(decoding: statement.text.dropLast(), as: UTF8.self)
        return PostgresQuery(statement: PostgresStatement("EXPLAIN " + sql), binds: binds, isPrepared: true)
    }
}
