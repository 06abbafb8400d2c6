/// The business whose conversations these are: 1–63 of `a–z`, `0–9`, `-`, `_`, beginning with a letter or digit, so that it can
/// stand in a path, a file name and a configuration key as it is.
package struct TenantID: Hashable, Sendable, LosslessStringConvertible, Comparable {
    package let description: String

    package init?(_ description: String) {
        let allowed = description.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard allowed, (1...63).contains(description.utf8.count) else { return nil }
        guard let first = description.first, first != "-", first != "_" else { return nil }
        self.description = description
    }

    private init(known: String) {
        description = known
    }

    /// The tenant of an installation that has only one.
    package static let `default` = TenantID(known: "default")

    package static func < (a: Self, b: Self) -> Bool {
        a.description < b.description
    }
}
