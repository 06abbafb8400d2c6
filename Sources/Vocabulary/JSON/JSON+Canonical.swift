extension JSON {
    /// The integers that every reader of I-JSON understands exactly (RFC 7493 §2.2): those a double holds without a gap.
    package static let exactIntegers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// The canonical form (RFC 8785): no white space, the members of objects in the order of their names' UTF-16 code units.
    ///
    /// Numbers must be integers that a double holds exactly: for all others RFC 8785 would round, and what is hashed
    /// must not change by being written.
    ///
    /// - Throws: `JSONError` with `noCanonicalForm` for any other number.
    package func canonical() throws(JSONError) -> [UInt8] {
        var text: [UInt8] = []
        try appendCanonical(to: &text)
        return text
    }

    private func appendCanonical(to text: inout [UInt8]) throws(JSONError) {
        switch self {
        case .decimal:
            throw JSONError(.noCanonicalForm, at: 0)
        case .integer(let value):
            guard Self.exactIntegers.contains(value) else { throw JSONError(.noCanonicalForm, at: 0) }
            append(to: &text)
        case .null, .bool, .string:
            append(to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                try element.appendCanonical(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            text.append(UInt8(ascii: "{"))
            let members = object.members.sorted { Self.precedes($0.name, $1.name) }
            for (index, member) in members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.append(member.name, to: &text)
                text.append(UInt8(ascii: ":"))
                try member.value.appendCanonical(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// Whether `a` comes before `b` by UTF-16 code units, told from their UTF-8.
    ///
    /// UTF-8 sorts by code point. UTF-16 differs in one thing only: the surrogates, with which the characters from U+10000
    /// on (lead byte 0xF0 and up) begin, come before U+E000…U+FFFF (lead byte 0xEE or 0xEF).
    private static func precedes(_ a: String, _ b: String) -> Bool {
        var (left, right) = (a.utf8.makeIterator(), b.utf8.makeIterator())
        while true {
            guard let y = right.next() else { return false }
            guard let x = left.next() else { return true }
            guard x != y else { continue }
            if x >= 0xEE, y >= 0xEE, (x >= 0xF0) != (y >= 0xF0) { return x >= 0xF0 }
            return x < y
        }
    }
}
