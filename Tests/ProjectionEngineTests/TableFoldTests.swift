import Inbox
import Postgres
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct TableFoldTests {
    @Test(arguments: [21, 22, 23])
    func `rows come back from the database as they went in, in whatever batches`(seed: UInt64) async throws {
        try await TestLog.with { log in
            try await log.store.install(InboxProjection.projection)
            var history = FactHistory(seed: seed)
            let facts = history.next(600)
            try await check(ConversationFold(), facts, log, seed)
            try await check(MessageFold(), facts, log, seed)
            try await check(NoteFold(), facts, log, seed)
        }
    }

    private func check<F: Fold>(_ fold: F, _ facts: [RecordedFact], _ log: TestLog, _ seed: UInt64) async throws {
        let table = TableFold(fold)
        let expected = try fold.states(after: facts)
        var generator = SeededGenerator(seed: seed)
        var rest = facts[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1 + generator.below(150)))
            rest = rest.dropFirst(batch.count)
            try await log.pool.transaction { connection in try await table.advance(over: batch, on: connection) }
        }
        let rows = try await log.pool.withConnection { connection in
            try await table.load(Array(expected.keys), on: connection).rows
        }
        #expect(Dictionary(uniqueKeysWithValues: rows) == expected, "seed \(seed)")
        let digest = try await log.pool.withConnection { connection in
            try await TableDigest.compute(table, on: connection)
        }
        #expect(Int(digest.rows) == expected.count)
    }

    @Test func `several batches in one transaction update the same row`() async throws {
        try await TestLog.with { log in
            try await log.store.install(.tally())
            for number in 0..<6 { try await log.note("n\(number)", on: "a") }
            let table = TableFold(TallyFold())
            let source = log.source
            try await log.pool.transaction { connection in
                for start in [Int64(0), 2, 4] {
                    let batch = try await source.facts(from: Position(start), limit: 2, kinds: [.noteAdded])
                    try await table.advance(over: batch.facts, on: connection)
                }
            }
            #expect(try await log.tallies() == ["n5": 6])
        }
    }

    @Test func `a digest tells one changed cell`() async throws {
        try await TestLog.with { log in
            let projection = Projection.tally()
            for number in 0..<5 { try await log.note("n\(number)", on: "c\(number)") }
            try await log.following(projection) { try await log.catchUp(projection) }
            let before = try await log.store.digests(of: projection).tables
            try await log.pool.execute("UPDATE tally SET last = 'changed' WHERE last = 'n3'")
            let changed = try await log.store.digests(of: projection).tables
            #expect(changed.map(\.rows) == before.map(\.rows))
            #expect(changed != before)
            try await log.pool.execute("UPDATE tally SET last = 'n3' WHERE last = 'changed'")
            #expect(try await log.store.digests(of: projection).tables == before)
        }
    }
}
