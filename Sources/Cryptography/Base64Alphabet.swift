/// The 64 characters of a base64 alphabet, both ways.
struct Base64Alphabet {
    static let standard = Base64Alphabet(last: "+", "/")
    static let urlSafe = Base64Alphabet(last: "-", "_")

    private static let padding = UInt8(ascii: "=")
    private static let invalid: UInt8 = 0xFF

    /// The character of each value.
    private let characters: [UInt8]
    /// The value of each byte that is a character of the alphabet, `invalid` for every other.
    private let values: [UInt8]

    private init(last: Unicode.Scalar...) {
        let ranges: [ClosedRange<UInt8>] = [
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
        ]
        characters = ranges.flatMap(Array.init) + last.map { UInt8(ascii: $0) }
        var values = [UInt8](repeating: Self.invalid, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        self.values = values
    }

    func encode(_ bytes: UnsafeBufferPointer<UInt8>, padded: Bool) -> String {
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            var end = 0
            var pending: UInt32 = 0
            var pendingBits = 0
            for byte in bytes {
                pending = pending << 8 | UInt32(byte)
                pendingBits += 8
                while pendingBits >= 6 {
                    pendingBits -= 6
                    text[end] = characters[Int(pending >> pendingBits & 63)]
                    end += 1
                }
            }
            if pendingBits > 0 {
                text[end] = characters[Int(pending << (6 - pendingBits) & 63)]
                end += 1
            }
            while padded, end % 4 != 0 {
                text[end] = Self.padding
                end += 1
            }
            return end
        }
    }

    func decode(_ text: UnsafeBufferPointer<UInt8>, padded: Bool) -> [UInt8]? {
        var digits = text[...]
        if padded {
            guard digits.count.isMultiple(of: 4) else { return nil }
            for _ in 0..<2 where digits.last == Self.padding {
                digits.removeLast()
            }
        }
        let count = digits.count
        // Six bits of a lone digit make no byte.
        guard count % 4 != 1 else { return nil }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var pending: UInt32 = 0
        var pendingBits = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value != Self.invalid else { return nil }
            pending = pending << 6 | UInt32(value)
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
            }
        }
        guard pending & (1 << pendingBits - 1) == 0 else { return nil }
        return bytes
    }
}
