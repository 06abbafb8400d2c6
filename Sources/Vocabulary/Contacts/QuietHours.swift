/// The time of day in which a contact isn't to be written to or called, in the contact's own time zone: `20:00-09:00`.
package struct QuietHours: Hashable, Sendable, LosslessStringConvertible {
    /// The first minute of the day that is quiet, 0–1439.
    package let start: Int
    /// The first minute that isn't any more, 0–1439. Before `start` when the night lies between.
    package let end: Int

    /// Reads `20:00-09:00`, `8:30 - 17:00`; `nil` for anything else, and for two times that are the same.
    package init?(_ description: String) {
        let times = description.split(separator: "-", omittingEmptySubsequences: false).map {
            Self.minute($0.trimmingSpaces)
        }
        guard times.count == 2, let start = times[0], let end = times[1], start != end else { return nil }
        self.start = start
        self.end = end
    }

    package var description: String { "\(Self.text(start))-\(Self.text(end))" }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private static func text(_ minute: Int) -> String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(minute / 60)):\(padded(minute % 60))"
    }
}
