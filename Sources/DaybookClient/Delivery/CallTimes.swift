import Measures
import Synchronization

/// How long calls took, in buckets each of which ends a tenth above the one before.
final class CallTimes: Sendable {
    struct Summary: Hashable {
        var count = 0
        var average = Duration.zero
        var p99 = Duration.zero
        var longest = Duration.zero
    }

    private static let bounds: [Duration] = Array(
        sequence(first: Duration.microseconds(100)) { bound in bound < .seconds(600) ? bound * 1.1 : nil })

    private let histogram = Histogram(upTo: bounds)
    private let longest = Mutex(Duration.zero)

    func add(_ time: Duration) {
        longest.withLock { $0 = max($0, time) }
        histogram.add(time)
    }

    /// The p99 is the upper bound of the bucket in which the ninety-ninth of a hundred calls lies: at most a tenth too long.
    var summary: Summary {
        let distribution = histogram.distribution
        guard distribution.count > 0 else { return Summary() }
        let longest = longest.withLock(\.self)
        let rank = (distribution.count * 99 + 99) / 100
        let bucket = distribution.cumulative.firstIndex { $0 >= rank } ?? Self.bounds.count
        return Summary(
            count: distribution.count, average: .seconds(distribution.sum / Double(distribution.count)),
            p99: bucket < Self.bounds.count ? min(Self.bounds[bucket], longest) : longest, longest: longest)
    }
}
