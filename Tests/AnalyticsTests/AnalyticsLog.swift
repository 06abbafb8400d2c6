import Postgres
import ProjectionTestSupport
import TestSupport
import Vocabulary

@testable import Analytics
@testable import ProjectionEngine

/// Facts folded into a database's tables, in random batches.
func withAnalytics(
    _ facts: [RecordedFact], seed: UInt64 = 1, _ body: (TestLog, AnalyticsQueries) async throws -> Void
) async throws {
    try await TestLog.with { log in
        try await log.store.install(AnalyticsProjection.projection)
        var (rest, generator) = (facts[...], SeededGenerator(seed: seed))
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1 + generator.below(200)))
            rest = rest.dropFirst(batch.count)
            try await log.pool.transaction { connection in
                for table in AnalyticsProjection.projection.foldedTables {
                    try await table.advance(over: batch, on: connection)
                }
            }
        }
        try await body(log, AnalyticsQueries(pool: log.pool))
    }
}
