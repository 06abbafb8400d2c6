import Testing

@testable import DaybookClient

@Suite struct CallTimesTests {
    @Test func `nothing was called yet`() {
        #expect(CallTimes().summary == CallTimes.Summary())
    }

    @Test(arguments: [1, 2, 99, 100, 101, 5000])
    func `the p99 is at most a tenth above the ninety-ninth of a hundred times`(count: Int) {
        let times = CallTimes()
        var generator = SystemRandomNumberGenerator()
        // From a tenth of a millisecond to ten seconds.
        let values = (0..<count).map { _ in
            Duration.microseconds(
                Int.random(in: 1...1000, using: &generator) * Int.random(in: 100...10_000, using: &generator))
        }
        for value in values { times.add(value) }
        let sorted = values.sorted()
        let exact = sorted[(count * 99 + 99) / 100 - 1]
        let summary = times.summary
        #expect(summary.count == count)
        #expect(summary.longest == sorted.last)
        #expect(summary.p99 >= exact, "\(exact)")
        #expect(summary.p99 <= max(exact * 1.1001, .microseconds(100)), "\(exact)")
        let average = values.reduce(.zero, +) / count
        #expect(abs(summary.average / average - 1) < 0.001)
    }

    @Test func `what takes longer than all buckets is told by the longest time`() {
        let times = CallTimes()
        times.add(.seconds(5000))
        #expect(times.summary.p99 == .seconds(5000))
    }
}
