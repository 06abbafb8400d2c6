import Ledger
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Analytics

struct AnalyticsRebuildTests {
    private let projection = AnalyticsProjection.projection

    @Test(arguments: [UInt64(31), 32])
    func `a rebuild makes the tables that following made`(seed: UInt64) async throws {
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: seed)
            try await log.following(projection) {
                for _ in 0..<4 {
                    try await traffic.flow(40)
                    try await log.catchUp(projection)
                }
            }
            let followed = try await log.store.digests(of: projection)
            let report = try await log.rebuild(projection).run()
            #expect(report.digests == followed.tables)
            #expect(followed.tables.map(\.rows).reduce(0, +) > 40)
        }
    }

    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 9)
            try await traffic.flow(100)
            let before = try await log.rebuild(projection).run()
            let queries = AnalyticsQueries(pool: log.pool)
            let contacts = try await queries.uniqueContacts(of: .default, .all)
            let victim = try #require(
                try await log.pool.query("SELECT subject FROM analytics_openings LIMIT 1")
                    .decode(column: 0, as: SubjectID.self).first)
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(victim)")
            await owner.close()
            let after = try await log.rebuildAnew(projection)
            #expect(after.digests != before.digests)
            for table in ["analytics_contacts", "analytics_openings"] {
                let rows = try await log.pool.query(
                    "SELECT count(*) FROM \(identifier: table) WHERE subject = \(victim)")
                #expect(try rows.decode(column: 0, as: Int64.self) == [0])
            }
            #expect(try await queries.uniqueContacts(of: .default, .all) == contacts - 1)
        }
    }
}
