import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct RebuildInterruptionTests {
    @Test func `a second rebuild of the same projection is refused`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            let gate = Gate()
            async let first = log.rebuild(.tally()).run { progress in
                if progress.phase == .indexing { await gate.reach() }
            }
            try await gate.wait()
            let error = await #expect(throws: ProjectionError.self) { try await log.rebuild(.tally()).run() }
            #expect(error?.code == .rebuilding)
            gate.open()
            #expect(try await first.generation == 1)
        }
    }

    @Test(arguments: [RebuildProgress.Phase.reading, .indexing, .digesting, .swapping])
    func `a rebuild that is cancelled leaves no trace`(phase: RebuildProgress.Phase) async throws {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "a") }
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            let gate = Gate()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: ProjectionError.self) {
                        try await log.rebuild(.tally()).run { progress in
                            if progress.phase == phase { await gate.reach() }
                        }
                    }
                }
                await #expect(throws: Never.self) { try await gate.wait() }
                group.cancelAll()
                gate.open()
            }
            #expect(try await log.leftovers(of: .tally()).isEmpty)
            #expect(try await log.store.state(of: "tally")?.generation == 0)
            #expect(try await log.tallies() == ["n29": 30])
            #expect(try await log.rebuild(.tally()).run().generation == 1)
        }
    }

    @Test func `a rebuild whose connection breaks leaves no trace`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: ProjectionError.self) {
                        try await log.rebuild(.tally()).run { progress in
                            if progress.phase == .indexing { await gate.reach() }
                        }
                    }
                }
                try await gate.wait()
                try await log.terminate("SELECT pid FROM pg_locks WHERE locktype = 'advisory'")
                gate.open()
            }
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }

    @Test func `tables that are made while somebody is erased aren't swapped in`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await #expect(throws: ProjectionError.self) {
                        try await log.rebuild(.tally()).run { progress in
                            if progress.phase == .indexing { await gate.reach() }
                        }
                    }
                    #expect(error?.code == .erased)
                }
                try await gate.wait()
                try await log.eraseAuthor(of: .first)
                gate.open()
            }
            #expect(try await log.leftovers(of: .tally()).isEmpty)
            #expect(try await log.store.state(of: "tally")?.generation == 0)
            #expect(try await log.unrecordedSwaps() == 0)
            #expect(try await log.rebuildAnew(.tally()).digests.map(\.rows) == [0])
        }
    }

    @Test func `what a crashed rebuild has left is dropped by the next one`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            try await log.pool.execute("CREATE SCHEMA public__tally__g1")
            try await log.pool.execute("CREATE TABLE public__tally__g1.tally (half int)")
            try await log.pool.execute("CREATE SCHEMA public__tally__g7_old")
            try await log.pool.execute("CREATE SCHEMA public__tally__gone")
            try await log.note("one", on: "a")
            _ = try await log.rebuild(.tally()).run()
            #expect(try await log.tallies() == ["one": 1])
            #expect(try await log.leftovers(of: .tally()) == ["public__tally__gone"])
        }
    }
}
