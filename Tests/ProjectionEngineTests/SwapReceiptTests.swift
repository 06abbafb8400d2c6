import Cryptography
import Ledger
import Postgres
import ProjectionTestSupport
import Providers
import Testing
import Vocabulary

@testable import ProjectionEngine

struct SwapReceiptTests {
    @Test func `a swap is recorded with its position, tree root and digests, once`() async throws {
        try await TestLog.with { log in
            for number in 0..<9 { try await log.note("n\(number)", on: "c\(number)") }
            let root = try await log.ledger.reader.root(ofSize: 9)
            let report = try await log.rebuild(.tally()).run()
            #expect(try await log.store.recordSwaps(in: log.ledger) == 1)
            #expect(try await log.store.recordSwaps(in: log.ledger) == 0)

            #expect(try await log.source.size() == 10)
            let batch = try await log.source.facts(from: Position(9), limit: 1, kinds: [.projectionSwapped])
            let recorded = try #require(batch.facts.first)
            #expect(recorded.event.source == .daybook)
            #expect(recorded.event.actor == .system)
            let subject = try await log.ledger.subjects([.tenant(.default)])[0]
            #expect(recorded.event.subject == subject)
            let digest = report.digests[0]
            #expect(
                recorded.fact
                    == .projectionSwapped(
                        ProjectionSwapped(
                            projection: "tally", version: 1, generation: 1, position: Position(9), treeSize: 9,
                            root: root.hex, tables: [.init(name: "tally", rows: 9, digest: digest.digest.hex)])))

            _ = try await log.rebuild(.tally()).run()
            #expect(try await log.store.recordSwaps(in: log.ledger) == 1)
            #expect(try await log.source.size() == 11)
        }
    }

    @Test func `swaps that nobody has recorded are recorded in their order, by whoever comes next`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            for _ in 1...3 { _ = try await log.rebuild(.tally()).run() }
            #expect(try await log.source.size() == 1)
            let recorder = SwapRecorder(store: log.store, ledger: log.ledger, logger: log.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Several servers see them at once.
                for _ in 1...3 { group.addTask { try await recorder.run() } }
                defer { group.cancelAll() }
                while try await log.unrecordedSwaps() > 0 { try await Task.sleep(for: .milliseconds(5)) }
            }
            let batch = try await log.source.facts(from: Position(1), limit: 10, kinds: [.projectionSwapped])
            let generations = batch.facts.map { fact in
                if case .projectionSwapped(let swap) = fact.fact { swap.generation } else { Int64(0) }
            }
            #expect(generations == [1, 2, 3])
        }
    }

    @Test func `a swap that is recorded, and not yet forgotten, isn't recorded again`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            _ = try await log.rebuild(.tally()).run()
            let swaps = try await log.pool.withConnection { try await ProjectionSwap.unrecorded(on: $0) }
            for swap in swaps { try await log.ledger.record(swap) }
            #expect(try await log.source.size() == 2)
            #expect(try await log.store.recordSwaps(in: log.ledger) == 1)
            #expect(try await log.source.size() == 2)
            #expect(try await log.unrecordedSwaps() == 0)
        }
    }
}

extension TestLog {
    /// How many swaps the ledger doesn't hold yet.
    func unrecordedSwaps() async throws -> Int {
        try await pool.withConnection { try await ProjectionSwap.unrecorded(on: $0).count }
    }
}
