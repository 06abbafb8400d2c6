package import Vocabulary

/// 32 days of UTC: what rows about one contact or one conversation cover, so that none of them grows for ever.
package struct Period: Hashable, Comparable, Sendable {
    /// Counted from 1970-01-01.
    package let number: Int32

    /// How many quarter hours it has.
    package static let quarterHours: Int64 = 32 * 96

    package init(number: Int32) {
        self.number = number
    }

    /// The one in which a moment lies.
    package init(_ moment: Timestamp) {
        number = Int32(truncatingIfNeeded: QuarterHour(moment).number.floorDivided(by: Self.quarterHours).quotient)
    }

    /// When it begins.
    package var start: Timestamp {
        Timestamp(microseconds: Int64(number) * Self.quarterHours * QuarterHour.length)
    }

    /// The one before.
    package var previous: Period { Period(number: number - 1) }

    /// The place of a quarter hour in its period, from 0.
    static func offset(of quarter: QuarterHour) -> Int16 {
        Int16(quarter.number.floorDivided(by: quarterHours).remainder)
    }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

extension Int64 {
    /// Quotient rounded down, and the remainder from 0 up to the (positive) divisor.
    func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
