/// The id by which a request is found again in the log.
enum RequestID {
    static let maximumLength = 128

    /// The caller's id, if it is one that can stand in a log and a header as it is; a new one otherwise.
    static func of(_ proposed: String?) -> String {
        guard let proposed, isSafe(proposed) else { return made() }
        return proposed
    }

    /// 1 to 128 letters, digits, `.`, `_`, `-`.
    static func isSafe(_ id: String) -> Bool {
        (1...maximumLength).contains(id.utf8.count)
            && id.utf8.allSatisfy { character in
                switch character {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    private static func made() -> String {
        "r\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }
}
