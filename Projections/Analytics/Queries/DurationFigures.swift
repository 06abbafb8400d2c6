/// A distribution of times, exact in count and sum, and by classes for all else. Two of different times add up.
///
/// A class reaches a tenth further than the one before: a percentile is told at most 5 % too long or too short (times of up to
/// a second as one second).
package struct DurationFigures: Equatable, Sendable {
    package private(set) var count: Int64 = 0
    /// In microseconds.
    package private(set) var sum: Int64 = 0
    /// How many times there are of each class, up to the last that there is.
    private var classes: [Int64] = []

    fileprivate static let growth = 1.1
    /// How far each class reaches, in seconds: 1, 1.1, 1.21 … up to 28 days, and beyond.
    fileprivate static let ends: [Double] = {
        var ends = [1.0]
        while let last = ends.last, last < 28 * 86_400 { ends.append(last * growth) }
        return ends
    }()

    package init() {}

    /// Adds a time once, or with -1 takes off one that was added.
    mutating func add(_ time: MeasuredTime, times: Int64 = 1) {
        count += times
        sum += time.microseconds * times
        if time.number >= classes.count { classes += Array(repeating: 0, count: time.number + 1 - classes.count) }
        classes[time.number] += times
    }

    /// In seconds; `nil` when there are none.
    package var mean: Double? {
        count == 0 ? nil : Double(sum) / Double(count) / 1e6
    }

    /// The time in seconds that this share of all times doesn't exceed; `nil` when there are none.
    package func percentile(_ share: Double) -> Double? {
        var left = max(1, Int64((share * Double(count)).rounded(.up)))
        for (number, count) in classes.enumerated() {
            left -= count
            // The middle is as far from the class's beginning as from its end, as a ratio.
            if left <= 0 { return number == 0 ? 1 : Self.ends[number] / Self.growth.squareRoot() }
        }
        return nil
    }

    package static func += (sum: inout Self, other: Self) {
        sum.count += other.count
        sum.sum += other.sum
        let missing = other.classes.count - sum.classes.count
        if missing > 0 { sum.classes += Array(repeating: 0, count: missing) }
        for (number, count) in other.classes.enumerated() { sum.classes[number] += count }
    }
}

/// A time and its class, which takes a while to find: one that counts in several figures is classed once.
struct MeasuredTime {
    let microseconds: Int64
    /// The first class that reaches so far; the last one for what none does.
    fileprivate let number: Int

    init(microseconds: Int64) {
        self.microseconds = microseconds
        let (seconds, ends) = (Double(microseconds) / 1e6, DurationFigures.ends)
        var number = seconds <= 1 ? 0 : Self.firsts[min(Self.step(of: seconds), Self.firsts.count - 1)]
        while number < ends.count - 1, ends[number] < seconds { number += 1 }
        self.number = number
    }

    /// The first class that reaches as far as a step begins: that of a time in the step is it, or the next but one at most.
    private static let firsts: [Int] = {
        let ends = DurationFigures.ends
        return (0...step(of: ends[ends.count - 1])).map { step in
            let begin = Double(bitPattern: (UInt64(step) << stepBits) + Double(1).bitPattern)
            return ends.firstIndex { $0 >= begin } ?? ends.count - 1
        }
    }()

    /// From 1 second on, in eighths of each power of two: what a number's highest bits say.
    private static func step(of seconds: Double) -> Int {
        Int((seconds.bitPattern - Double(1).bitPattern) >> stepBits)
    }

    /// A number has 52 bits behind the point (IEEE 754 binary64), of which three are looked at.
    private static let stepBits: UInt64 = 49
}
