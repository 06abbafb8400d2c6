import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct KeptTests {
    @Test func `the old tables are kept until they are dropped`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            try await log.pool.execute("UPDATE tally SET last = 'mistaken'")
            let report = try await log.rebuildKeeping(.tally())
            let schema = try #require(report.kept)
            #expect(try await log.leftovers(of: .tally()) == [schema])
            #expect(try await log.store.kept(of: "tally") == [schema])
            let old = try await log.pool.query("SELECT last FROM \(identifier: schema).tally")
            #expect(try old.decode(column: 0, as: String.self) == ["mistaken"])
            #expect(try await log.tallies() == ["one": 1])

            #expect(try await log.store.dropKept(of: "tally") == [schema])
            #expect(try await log.leftovers(of: .tally()).isEmpty)
            #expect(try await log.store.dropKept(of: "tally").isEmpty)
            #expect(try await log.tallies() == ["one": 1])
        }
    }

    @Test func `the next rebuild drops them`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            _ = try await log.rebuildKeeping(.tally())
            let again = try await log.rebuildKeeping(.tally())
            #expect(try await log.leftovers(of: .tally()) == [again.kept])
            _ = try await log.rebuild(.tally()).run()
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }
}

extension TestLog {
    fileprivate func rebuildKeeping(_ projection: Projection) async throws -> RebuildReport {
        var rebuild = JointRebuild([projection], configuration: projector, source: source, logger: logger)
        rebuild.keepsOld = true
        return try await rebuild.run()[0]
    }
}
