import Synchronization
import Testing

@testable import ProjectionEngine

struct FollowTurnsTests {
    @Test func `they take turns, in the order in which they ask`() async throws {
        let turns = FollowTurns(longest: .seconds(60))
        let log = Journal()
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await turns.take {
                    await gate.reach()
                    log.note("first")
                }
            }
            try await gate.wait()
            for number in 0..<5 {
                group.addTask {
                    await turns.take {
                        log.note("begin \(number)")
                        await Task.yield()
                        log.note("end \(number)")
                    }
                }
                while await turns.waitingCount <= number { await Task.yield() }
            }
            #expect(log.entries.isEmpty)
            gate.open()
            try await group.waitForAll()
        }
        #expect(log.entries == ["first"] + (0..<5).flatMap { ["begin \($0)", "end \($0)"] })
    }

    @Test func `who has had his turn for too long holds up nobody`() async throws {
        let turns = FollowTurns(longest: .milliseconds(20))
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await turns.take { await gate.reach() } }
            try await gate.wait()
            // These end while it is still at the gate; otherwise the test doesn't.
            for _ in 0..<3 { await turns.take {} }
            gate.open()
            try await group.waitForAll()
        }
        // Who lost the turn has passed on none.
        let isTaken = await turns.take { true }
        #expect(isTaken)
        #expect(await turns.waitingCount == 0)
    }

    @Test func `a turn that fails is passed on`() async {
        struct Failure: Error {}
        let turns = FollowTurns(longest: .seconds(60))
        await #expect(throws: Failure.self) { try await turns.take { throw Failure() } }
        let isTaken = await turns.take { true }
        #expect(isTaken)
    }

    /// What happened, in order.
    private final class Journal: Sendable {
        private let lines = Mutex<[String]>([])

        var entries: [String] { lines.withLock { $0 } }

        func note(_ line: String) {
            lines.withLock { $0.append(line) }
        }
    }
}
