/// A phone number in E.164, or what can only be one.
package struct PhoneNumber {
    /// `+` and 7 to 15 digits.
    package let e164: String

    /// Reads `+49 (30) 1234-567`, `0049301234567` and `49301234567`; `nil` for anything else.
    ///
    /// Without `+` or `00` a number counts as international only from eleven digits on, as WhatsApp writes them: a shorter one
    /// could be a national number, and would be taken for another country's.
    package init?(_ text: String) {
        var digits: [UInt8] = []
        var hasPlus = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case UInt8(ascii: "+"):
                guard !hasPlus, digits.isEmpty else { return nil }
                hasPlus = true
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: return nil
            }
        }
        let zero = UInt8(ascii: "0")
        var isInternational = hasPlus
        if !hasPlus, digits.starts(with: [zero, zero]) {
            digits.removeFirst(2)
            isInternational = true
        }
        guard let first = digits.first, first != zero, digits.count <= 15 else { return nil }
        guard digits.count >= (isInternational ? 7 : 11) else { return nil }
        e164 = "+" + String(decoding: digits, as: UTF8.self)
    }
}
