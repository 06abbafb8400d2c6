import Cryptography
import Ledger
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
            try await log.ledger.record(report)
            try await log.ledger.record(report)

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

            try await log.ledger.record(try await log.rebuild(.tally()).run())
            #expect(try await log.source.size() == 11)
        }
    }
}
