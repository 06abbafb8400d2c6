import Inbox
import Ledger
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

struct ErasureTests {
    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 9)
            try await traffic.flow(100)
            let before = try await log.rebuild(InboxProjection.projection).run()
            let inbox = InboxQueries(pool: log.pool)
            let victim = try #require(try await inbox.messages(of: .default).first).subject
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(victim)")
            await owner.close()
            let after = try await log.rebuildAnew(InboxProjection.projection)
            #expect(after.digests != before.digests)
            #expect(after.unreadable == 0)
            for table in after.digests.map(\.table) {
                let rows = try await log.pool.query(
                    "SELECT count(*) FROM \(identifier: table) WHERE subject = \(victim)")
                #expect(try rows.decode(column: 0, as: Int64.self) == [0])
            }
            #expect(try await inbox.messages(of: .default, limit: 1000).count > 20)
        }
    }
}
