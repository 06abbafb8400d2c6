import Inbox
import Ledger
import Postgres
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct FollowedTableTests {
    @Test(arguments: [31, 32], [1, 40_000, 2 << 20])
    func `rows that are held from batch to batch come to the same, however many are`(
        seed: UInt64, bound: Int
    ) async throws {
        try await TestLog.with { log in
            try await log.store.install(InboxProjection.projection)
            var history = FactHistory(seed: seed)
            let facts = history.next(600)
            try await check(ConversationFold(), facts, bound, log, seed)
            try await check(MessageFold(), facts, bound, log, seed)
        }
    }

    private func check<F: Fold>(
        _ fold: F, _ facts: [RecordedFact], _ bound: Int, _ log: TestLog, _ seed: UInt64
    ) async throws {
        let table = TableFold(fold)
        let followed = RecentRows(table, bound: bound)
        let expected = try fold.states(after: facts)
        var generator = SeededGenerator(seed: seed)
        var rest = facts[...]
        while !rest.isEmpty {
            let batch = FactBatch(Array(rest.prefix(1 + generator.below(50))))
            rest = rest.dropFirst(batch.events)
            try await log.pool.transaction { connection in try await followed.advance(over: batch, on: connection) }
            await followed.settle()
        }
        let rows = try await log.pool.withConnection { connection in
            try await table.load(Array(expected.keys), on: connection).rows
        }
        #expect(Dictionary(uniqueKeysWithValues: rows) == expected, "seed \(seed), bound \(bound)")
    }

    @Test func `what another process has folded meanwhile is read again`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            for number in 0..<12 { try await log.note("n\(number)", on: number % 3 == 0 ? "a" : "b") }
            let steps = [log.step(), log.step()]
            for position in 0..<12 {
                try await steps[position / 2 % 2].advance(from: Position(Int64(position)), limit: 1)
            }
            #expect(try await log.tallies() == ["n9": 4, "n11": 8])
        }
    }

    @Test func `tables that were swapped in are read again`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            for number in 0..<3 { try await log.note("n\(number)", on: "a") }
            let step = log.step()
            try await step.advance(from: .first, limit: 3)
            // The row as it is in memory isn't that of the tables that come: as if a mapping had been mended.
            try await log.pool.execute("UPDATE tally SET count = 40")
            try await log.pool.execute("UPDATE projections SET generation = 1 WHERE name = 'tally'")
            try await log.note("n3", on: "a")
            try await step.advance(from: Position(3), limit: 1)
            #expect(try await log.tallies() == ["n3": 41])
        }
    }

    @Test func `what was rolled back isn't held`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            for text in ["one", "two", "poison", "three"] { try await log.note(text, on: "a") }
            let step = log.step()
            try await step.advance(from: .first, limit: 1)
            await #expect(throws: PoisonedFact.self) { _ = try await step.run(from: Position(1), limit: 2) }
            try await step.advance(from: Position(1), limit: 1)
            #expect(try await log.tallies() == ["two": 2])
        }
    }
}

extension FactBatch {
    /// All of some facts, which stand one behind the other.
    fileprivate init(_ facts: [RecordedFact]) {
        self.init(
            facts: facts, sizes: facts.map { _ in 500 }, next: facts.last?.event.position.next ?? .first,
            events: facts.count, unreadable: [])
    }
}

extension TestLog {
    /// Following `tally` by itself, as another process would.
    fileprivate func step() -> FollowStep {
        FollowStep(.tally(), tail: FactTail(source: source, kinds: [.noteAdded]), store: store)
    }
}

extension FollowStep {
    fileprivate func advance(from position: Position, limit: Int) async throws {
        guard case .advanced = try await run(from: position, limit: limit) else {
            Issue.record("It didn't fold what stands at \(position).")
            return
        }
    }
}
