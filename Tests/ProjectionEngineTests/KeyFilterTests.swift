import TestSupport
import Testing

@testable import ProjectionEngine

struct KeyFilterTests {
    @Test func `what was inserted is never said to be missing, and little else is said to be there`() {
        var (filter, generator) = (KeyFilter(), SeededGenerator(seed: 7))
        let known = (0..<100_000).map { _ in Int(truncatingIfNeeded: generator.next()) }
        let unknown = (0..<100_000).map { _ in Int(truncatingIfNeeded: generator.next()) }
        #expect(!known.contains { filter.mayHold($0) })
        for hash in known { filter.insert(hash) }
        #expect(known.allSatisfy { filter.mayHold($0) })
        #expect(unknown.count { filter.mayHold($0) } < 100)
    }
}
