package import Vocabulary

/// A day of UTC.
package struct Day: Hashable, Comparable, Sendable {
    /// Counted from 1970-01-01.
    package let number: Int32

    /// How many quarter hours it has.
    static let quarterHours: Int64 = 96

    package init(number: Int32) {
        self.number = number
    }

    /// The one in which a moment lies.
    package init(_ moment: Timestamp) {
        number = Int32(truncatingIfNeeded: QuarterHour(moment).number.floorDivided(by: Self.quarterHours).quotient)
    }

    /// When it begins.
    package var start: Timestamp { QuarterHour(number: Int64(number) * Self.quarterHours).start }

    /// The place of a quarter hour in its day, from 0 to 95.
    static func place(of quarter: QuarterHour) -> UInt8 {
        UInt8(quarter.number.floorDivided(by: quarterHours).remainder)
    }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
