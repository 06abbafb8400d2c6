package import Vocabulary

/// A quarter hour of UTC, from :00, :15, :30 or :45 on.
///
/// All offsets from UTC that are in use are whole quarter hours, so the hours and days of every time zone are made of these.
package struct QuarterHour: Hashable, Sendable {
    /// Counted from 1970-01-01T00:00Z.
    package let number: Int64

    /// Its length in microseconds.
    package static let length: Int64 = 900_000_000

    init(number: Int64) {
        self.number = number
    }

    /// The one in which a moment lies.
    package init(_ moment: Timestamp) {
        let (quotient, remainder) = moment.microseconds.quotientAndRemainder(dividingBy: Self.length)
        number = remainder < 0 ? quotient - 1 : quotient
    }

    /// When it begins.
    package var start: Timestamp { Timestamp(microseconds: number * Self.length) }
    /// When the next one begins.
    package var end: Timestamp { Timestamp(microseconds: (number + 1) * Self.length) }
}
