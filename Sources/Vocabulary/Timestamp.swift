/// A moment in UTC, in microseconds since the Unix epoch: the precision that PostgreSQL stores and the ledger hashes.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// From whole seconds, as Twilio and WhatsApp send them; `nil` when out of the years 1–9999.
    package init?(seconds: Int64) {
        guard Self.years.contains(seconds) else { return nil }
        microseconds = seconds * 1_000_000
    }

    /// From milliseconds, as Respond.io sends them; `nil` when out of the years 1–9999.
    package init?(milliseconds: Int64) {
        guard Self.years.contains(milliseconds / 1000) else { return nil }
        microseconds = milliseconds * 1000
    }

    /// The seconds of the years 1 to 9999, which RFC 3339 can write.
    package static let years: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    package static func < (a: Self, b: Self) -> Bool {
        a.microseconds < b.microseconds
    }

    /// This moment, later by `duration` (cut to whole microseconds).
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}

extension Timestamp: LosslessStringConvertible {
    /// Reads an RFC 3339 date-time: `2025-01-15T10:30:00Z`, with up to nine fractional digits (cut to six) and any offset.
    package init?(_ description: String) {
        var fields = RFC3339Fields(description)
        guard let moment = fields.read() else { return nil }
        self = moment
    }

    /// RFC 3339 in UTC, with six fractional digits unless they are all zero.
    package var description: String {
        let (days, dayMicroseconds) = microseconds.floorDivided(by: 86_400_000_000)
        let date = CivilDate(daysSinceEpoch: days)
        let seconds = dayMicroseconds / 1_000_000
        let fraction = dayMicroseconds % 1_000_000
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        let time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(day)T\(time)\(fraction == 0 ? "" : ".\(padded(fraction, 6))")Z"
    }
}
