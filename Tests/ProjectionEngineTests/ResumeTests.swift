import Inbox
import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct ResumeTests {
    @Test func `a rebuild that was killed is gone on with from what it had written`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 6)
            try await traffic.flow(200)
            let expected = try await log.rebuild(inbox).run().digests
            try await log.abandon(inbox, at: 120)

            let report = try await log.resumable(inbox).run()[0]
            #expect(report.start > .first)
            #expect(report.digests == expected)
            #expect(report.generation == 2)
            #expect(try await log.leftovers(of: inbox).isEmpty)
        }
    }

    @Test func `other code begins anew`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 7)
            try await traffic.flow(100)
            try await log.abandon(inbox, at: 50)
            let report = try await log.resumable(inbox, code: "fixed").run()[0]
            #expect(report.start == .first)
            #expect(try await log.leftovers(of: inbox).isEmpty)
        }
    }

    @Test func `one that nobody is to go on with begins anew`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 8)
            try await traffic.flow(100)
            try await log.abandon(inbox, at: 50)
            #expect(try await log.rebuild(inbox).run().start == .first)
        }
    }

    @Test func `one begun before somebody was erased begins anew`() async throws {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "c\(number)") }
            let victim = try await log.eraseAuthor(of: Position(3))
            try await log.abandon(.tally(), at: 20)
            let resumed = try await log.resumable(.tally()).run()[0]
            #expect(resumed.start > .first)

            try await log.abandon(.tally(), at: 20)
            #expect(try await log.eraseAuthor(of: Position(5)) != victim)
            let report = try await log.resumable(.tally()).run()[0]
            #expect(report.start == .first)
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }

    @Test func `a rebuild whose connection breaks, and that can be gone on with, keeps what it has written`()
        async throws
    {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "c\(number)") }
            let (gate, rebuild) = (Gate(), log.resumable(.tally()))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: ProjectionError.self) {
                        try await rebuild.run { progress in if progress.phase == .indexing { await gate.reach() } }
                    }
                }
                try await gate.wait()
                try await log.terminate("SELECT pid FROM pg_locks WHERE locktype = 'advisory'")
                gate.open()
            }
            let report = try await log.resumable(.tally()).run()[0]
            #expect(report.start == Position(30))
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }

    @Test func `a commit of the killed one that is still under way is waited for`() async throws {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "c\(number)") }
            try await log.abandon(.tally(), at: 20)
            let dead = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await dead.executeScript("BEGIN; UPDATE public__tally__g1.daybook_rebuild SET position = 30")
            async let report = log.resumable(.tally()).run()[0]
            // One that doesn't wait has begun where the other was before.
            for _ in 0..<2000 where try await !log.waitsForProgress() { try await Task.sleep(for: .milliseconds(5)) }
            try await dead.executeScript("COMMIT")
            await dead.close()
            #expect(try await report.start == Position(30))
        }
    }

    @Test func `a table that has seen more than another doesn't see it again`() async throws {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "c\(number % 4)") }
            let expected = try await log.rebuild(.tally()).run().digests
            let part = RebuildPart(
                .tally(), Generation(of: .tally(), number: 2, home: "public"), number: 2,
                after: ErasureCount(number: 0))
            try await log.pool.transaction { connection in
                try await part.generation.begin(code: "same", after: part.erasures, on: connection)
                let batch = try await log.source.facts(from: .first, limit: 12, kinds: [.noteAdded])
                for table in part.tables {
                    try await connection.execute(PostgresQuery(sql: table.sql.makeKey))
                    try await table.advance(over: batch.facts, on: connection)
                    try await part.generation.progress.record(table.name, at: batch.next, on: connection)
                }
            }
            let report = try await log.resumable(.tally()).run()[0]
            #expect(report.start == Position(12))
            #expect(report.digests == expected)
        }
    }
}

extension TestLog {
    fileprivate func resumable(_ projection: Projection, code: String = "same") -> JointRebuild {
        var limits = RebuildLimits()
        limits.batch = 10
        limits.heldBytes = 60_000
        limits.checkpointInterval = .zero
        var rebuild = JointRebuild(
            [projection], configuration: projector, source: source, limits: limits, logger: logger)
        rebuild.code = code
        return rebuild
    }

    /// Whether a rebuild waits for what another one says of how far it is.
    fileprivate func waitsForProgress() async throws -> Bool {
        let rows = try await pool.query(
            "SELECT FROM pg_locks WHERE relation = 'public__tally__g1.daybook_rebuild'::regclass AND NOT granted")
        return rows.count > 0
    }

    /// Leaves what a rebuild leaves that is killed at a position.
    fileprivate func abandon(_ projection: Projection, at position: Int64) async throws {
        let (gate, rebuild) = (Gate(), resumable(projection))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: ProjectionError.self) {
                    try await rebuild.run { progress in
                        if progress.phase == .reading, progress.events >= position { await gate.reach() }
                    }
                }
            }
            try await gate.wait()
            // Without its connection it can't take away what it has made.
            let connection = try await PostgresConnection.connect(owner, logger: logger)
            try await connection.execute(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
                WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            await connection.close()
            group.cancelAll()
            gate.open()
        }
        #expect(try await !leftovers(of: projection).isEmpty)
    }
}
