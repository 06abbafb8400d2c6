import Inbox
import Postgres
import ProjectionTestSupport
import Synchronization
import Testing
import Vocabulary

@testable import ProjectionEngine

struct RebuildTests {
    @Test func `a rebuild gives what following gave, while deliveries go on coming in`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 1)
            try await log.following(inbox) {
                try await traffic.flow(150)
                async let report = log.rebuild(inbox).run()
                try await traffic.flow(150)
                #expect(try await report.generation == 1)
                try await traffic.flow(50)
                try await log.catchUp(inbox)
            }
            // What was swapped in on the way and followed since, against what is made in one go.
            let followed = try await log.store.digests(of: inbox)
            let report = try await log.rebuild(inbox).run()
            #expect(report.digests == followed.tables)
            #expect(report.digestPosition == followed.position)
            #expect(
                followed.tables.map(\.table) == [
                    "inbox_conversations", "inbox_messages", "inbox_insights", "inbox_notes",
                ])
            #expect(followed.tables.allSatisfy { $0.rows > 0 || $0.table == "inbox_insights" })
            #expect(try await log.store.digests(of: inbox).tables == followed.tables)
            #expect(try await log.leftovers(of: inbox).isEmpty)
        }
    }

    @Test(arguments: [1, 20_000, 100_000])
    func `however few rows are held in memory, the tables are the same`(bytes: Int) async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 2)
            try await traffic.flow(300)
            let roomy = try await log.rebuild(inbox).run()
            var limits = RebuildLimits()
            limits.batch = 7
            limits.heldBytes = bytes
            let tight = try await log.rebuild(inbox, limits).run()
            #expect(tight.digests == roomy.digests)
            #expect(tight.generation == 2)
        }
    }

    @Test func `a batch ends where its bodies get too large, and nothing is left out`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 3)
            try await traffic.flow(60)
            let roomy = try await log.rebuild(inbox).run()
            var limits = RebuildLimits()
            limits.batchBytes = 3000
            let positions = Mutex<[Int64]>([])
            let tight = try await log.rebuild(inbox, limits).run { progress in
                if progress.phase == .reading { positions.withLock { $0.append(progress.events) } }
            }
            #expect(tight.digests == roomy.digests)
            #expect(positions.withLock { $0.count } > 10)
        }
    }

    @Test func `several projections are rebuilt from one read, and swapped in at one position`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 4)
            for number in 0..<40 {
                try await traffic.flow(3)
                try await log.note("n\(number)", on: "c\(number % 7)")
            }
            let (one, other) = (try await log.rebuild(inbox).run(), try await log.rebuild(.tally()).run())
            let reads = Mutex(0)
            var limits = RebuildLimits()
            limits.batch = 50
            let joint = JointRebuild(
                [inbox, .tally()], configuration: log.projector, source: log.source, limits: limits,
                logger: log.logger)
            let reports = try await joint.run { if $0.phase == .reading { reads.withLock { $0 += 1 } } }
            #expect(reports.map(\.projection) == ["inbox", "tally"])
            #expect(reports.map(\.digests) == [one.digests, other.digests])
            #expect(reports.map(\.generation) == [2, 2])
            #expect(Set(reports.map(\.position)).count == 1)
            let size = try await log.source.size()
            // The beginning, and each batch once.
            #expect(reads.withLock { $0 } == 1 + Int((size + 49) / 50))
            for projection in [inbox, .tally()] { #expect(try await log.leftovers(of: projection).isEmpty) }
        }
    }

    @Test func `a projection that can't be had keeps all of a joint rebuild from beginning`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.pool.transaction { connection in
                try await connection.execute(ProjectionLock(projection: "tally", home: "public").untilCommit)
                let joint = JointRebuild(
                    [InboxProjection.projection, .tally()], configuration: log.projector, source: log.source,
                    logger: log.logger)
                let error = await #expect(throws: ProjectionError.self) { try await joint.run() }
                #expect(error?.code == .rebuilding)
                #expect(error?.description.contains("tally") == true)
            }
            #expect(try await log.store.states().isEmpty)
        }
    }

    @Test func `a rebuild tells how far it is`() async throws {
        try await TestLog.with { log in
            for number in 0..<25 { try await log.note("n\(number)", on: "a") }
            var limits = RebuildLimits()
            limits.batch = 10
            let told = Mutex<[RebuildProgress]>([])
            _ = try await log.rebuild(.tally(), limits).run { progress in told.withLock { $0.append(progress) } }
            let progress = told.withLock { $0 }
            #expect(progress.filter { $0.phase == .reading }.map(\.events) == [0, 10, 20, 25])
            #expect(progress.allSatisfy { $0.total == 25 })
            #expect(progress.last?.phase == .swapping)
        }
    }

    @Test func `autovacuum lets tables be until they are in place`() async throws {
        let tally = Projection.tally()
        try await TestLog.with { log in
            try await log.note("a", on: "c")
            @Sendable func options() async throws -> [String?] {
                try await log.pool.query("SELECT reloptions::text FROM pg_class WHERE relname = 'tally'")
                    .decode(column: 0, as: String?.self)
            }
            let meanwhile = Mutex<[String?]>([])
            _ = try await log.rebuild(tally).run { progress in
                guard progress.phase == .swapping, let found = try? await options() else { return }
                meanwhile.withLock { $0 = found }
            }
            #expect(meanwhile.withLock { $0 } == ["{autovacuum_enabled=false}"])
            #expect(try await options() == [nil])
        }
    }

    @Test func `readers go on while tables are swapped`() async throws {
        try await TestLog.with { log in
            for number in 0..<20 { try await log.note("n\(number)", on: "c\(number)") }
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        var reads = 0
                        while !Task.isCancelled {
                            let count = try await log.pool.withConnection { connection in
                                try await connection.query("SELECT count(*) FROM tally WHERE count >= \(Int64(0))")
                                    .decode(Int64.self).first
                            }
                            #expect(count == 20)
                            reads += 1
                            try? await Task.sleep(for: .milliseconds(1))
                        }
                        return reads
                    }
                }
                for _ in 0..<5 { _ = try await log.rebuild(.tally()).run() }
                group.cancelAll()
                while let reads = await group.nextResult() {
                    // A read that is cancelled on its way is no failure.
                    if case .success(let reads) = reads { #expect(reads > 0) }
                }
            }
        }
    }

    @Test func `a long read makes the swap wait, and holds up nobody else`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            var limits = RebuildLimits()
            limits.lockWait = .milliseconds(20)
            limits.swapAttempts = 2
            let (rebuild, hasty) = (log.rebuild(.tally()), log.rebuild(.tally(), limits))
            try await log.pool.transaction { connection in
                try await connection.execute("SELECT FROM tally")
                let error = await #expect(throws: ProjectionError.self) { try await hasty.run() }
                #expect(error?.code == .busy)
                #expect(try await log.tallies() == ["one": 1])
            }
            #expect(try await log.leftovers(of: .tally()).isEmpty)
            #expect(try await rebuild.run().generation == 1)
        }
    }

    @Test func `tables of an earlier version make way, whatever they were called`() async throws {
        try await TestLog.with { log in
            let earlier = Projection(
                name: "tally", version: 1,
                tables: Array("CREATE TABLE old_tally (a int); CREATE TABLE tally (b int);".utf8),
                indexes: [], kinds: [], folds: [])
            try await log.store.install(earlier)
            try await log.note("one", on: "a")
            _ = try await log.rebuild(.tally(version: 2)).run()
            #expect(try await log.tallies() == ["one": 1])
            let left = try await log.pool.query("SELECT to_regclass('old_tally')::text").decode(String?.self).first
            #expect(left == .some(nil))
        }
    }

    @Test func `an event that can't be folded fails the rebuild, and leaves the live tables`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            let position = try await log.note("poison", on: "a")
            let error = await #expect(throws: ProjectionError.self) { try await log.rebuild(.tally()).run() }
            #expect(error?.code == .poisoned)
            #expect(error?.description.contains("position \(position)") == true)
            #expect(try await log.tallies() == ["one": 1])
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }
}
