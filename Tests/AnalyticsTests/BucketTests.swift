import TestSupport
import Testing
import Vocabulary

@testable import Analytics

struct BucketTests {
    /// Of one bucket and of many, each of any length up to two hours: more uneven than those that clocks make.
    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func `a moment is in the last bucket that doesn't begin after it`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for count in [1, 2, 3, 12, 720] {
            var edges: [Int64] = [1_750_000_000_000_000]
            for _ in 0..<count { edges.append((edges.last ?? 0) + Int64(1 + generator.below(7_200_000_000))) }
            let report = AnalyticsReport(edges: edges.map { Timestamp(microseconds: $0) })
            let moments = edges.dropLast().flatMap { [$0, $0 + 1] } + edges.dropFirst().map { $0 - 1 }
            for moment in moments {
                let expected = edges.dropLast().lastIndex { $0 <= moment }
                #expect(report.bucket(of: moment) == expected, "seed \(seed), \(count) buckets")
            }
        }
    }
}
