import Ledger
import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct FactTailTests {
    private func withTail(notes: Int, _ body: (TestLog, FactTail) async throws -> Void) async throws {
        try await TestLog.with { log in
            for number in 0..<notes { try await log.note("n\(number)", on: "c\(number % 3)") }
            try await body(log, FactTail(source: log.source, kinds: [.noteAdded, .messagesRead]))
        }
    }

    private func positions(_ batch: FactBatch) -> [Int64] { batch.facts.map(\.event.position.rawValue) }

    @Test func `whoever follows finds the same facts, wherever it is`() async throws {
        try await withTail(notes: 20) { log, tail in
            let kinds: Set = [EventKind.noteAdded]
            for (from, limit) in [(0, 5), (0, 5), (5, 3), (2, 10), (8, 100), (3, 4), (19, 5), (0, 100)] {
                let batch = try await tail.facts(from: Position(Int64(from)), limit: limit, kinds: kinds)
                let plain = try await log.source.facts(from: Position(Int64(from)), limit: limit, kinds: kinds)
                // A batch may end where the tail ends: the next one goes on from there.
                #expect(positions(batch) == Array(positions(plain).prefix(batch.events)))
                #expect(batch.events > 0)
                #expect(batch.next.rawValue == Int64(from + batch.events))
            }
            #expect(try await tail.facts(from: Position(20), limit: 5, kinds: kinds).events == 0)
        }
    }

    @Test func `each gets the kinds that it asks for`() async throws {
        try await withTail(notes: 4) { log, tail in
            try await log.read(log.ledger.conversation(.default, .daybook, "c0"), upTo: Position(1))
            let notes = try await tail.facts(from: .first, limit: 10, kinds: [.noteAdded])
            let reads = try await tail.facts(from: .first, limit: 10, kinds: [.messagesRead])
            #expect(positions(notes) == [0, 1, 2, 3])
            #expect(positions(reads) == [4])
            #expect(notes.next == reads.next)
            #expect(reads.events == 5)
        }
    }

    @Test func `many who come at once read once, and all get on`() async throws {
        try await withTail(notes: 30) { _, tail in
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        var (position, count) = (Position.first, 0)
                        while true {
                            let batch = try await tail.facts(from: position, limit: 7, kinds: [.noteAdded])
                            guard batch.events > 0 else { return count }
                            (position, count) = (batch.next, count + batch.facts.count)
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(counts == Array(repeating: 30, count: 20))
        }
    }

    @Test func `a follower whose facts aren't in the ledger any more folds none of them`() async throws {
        try await withTail(notes: 6) { log, tail in
            try await log.store.install(.tally())
            let step = FollowStep(.tally(), tail: tail, store: log.store)
            _ = try await tail.facts(from: .first, limit: 10, kinds: [.noteAdded])
            // As after a failover to a replica that never had the last events: others have their places now.
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("SET session_replication_role TO replica")
            try await owner.execute("UPDATE events SET id = gen_random_uuid() WHERE position = 5")
            await owner.close()
            guard case .strayed = try await step.run(from: .first, limit: 10) else {
                Issue.record("It folded what isn't there.")
                return
            }
            #expect(try await log.store.state(of: "tally")?.position == .first)
            await tail.forget()
            guard case .advanced(let batch) = try await step.run(from: .first, limit: 10) else {
                Issue.record("It didn't go on.")
                return
            }
            #expect(batch.next == Position(6))
        }
    }
}
