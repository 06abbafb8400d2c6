/// How values are distributed over fixed buckets. Adding one takes a short search and two atomic additions, and no memory.
package final class Histogram: Sendable {
    /// The upper bounds of the buckets in ticks, each within its bucket, ascending; one more bucket takes what is above.
    private let bounds: [Int]
    /// How many ticks make the unit that is shown.
    private let ticksPerUnit: Int
    private let buckets: [Counter]
    private let sum = Counter()

    /// Of whole numbers, which are shown as they are.
    package convenience init(upTo bounds: [Int]) {
        self.init(bounds: bounds, ticksPerUnit: 1)
    }

    /// Of durations, which are kept in nanoseconds and shown in seconds.
    package convenience init(upTo bounds: [Duration]) {
        self.init(bounds: bounds.map(\.wholeNanoseconds), ticksPerUnit: 1_000_000_000)
    }

    private init(bounds: [Int], ticksPerUnit: Int) {
        self.bounds = bounds
        self.ticksPerUnit = ticksPerUnit
        buckets = (0...bounds.count).map { _ in Counter() }
    }

    package func add(_ value: Int) {
        buckets[bounds.firstIndex { value <= $0 } ?? bounds.count].add()
        sum.add(value)
    }

    package func add(_ duration: Duration) {
        add(duration.wholeNanoseconds)
    }

    /// As it stands. Values that come in meanwhile may be in the sum already and not in a bucket yet.
    package var distribution: Distribution {
        var total = 0
        let cumulative = buckets.map { bucket in
            total += bucket.value
            return total
        }
        return Distribution(
            bounds: bounds.map { Double($0) / Double(ticksPerUnit) }, cumulative: cumulative,
            sum: Double(sum.value) / Double(ticksPerUnit))
    }
}

/// What a histogram has counted.
package struct Distribution: Hashable, Sendable {
    /// Upper bounds, ascending, in the unit of the metric.
    package let bounds: [Double]
    /// How many values are not above each bound; at the end, how many there are at all.
    package let cumulative: [Int]
    /// Of all values, in the unit of the metric.
    package let sum: Double

    package init(bounds: [Double], cumulative: [Int], sum: Double) {
        self.bounds = bounds
        self.cumulative = cumulative
        self.sum = sum
    }

    package var count: Int { cumulative.last ?? 0 }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
