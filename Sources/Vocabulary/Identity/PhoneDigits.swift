/// The digits of a phone number, by which the forms in which people write one are equal: `+49 30 123456`, `49-30-123456`.
package struct PhoneDigits: Hashable, Sendable {
    /// Without `+`, and without the `00` that stands for it.
    package let text: String

    /// `nil` for what can't be a number: fewer than 5 digits or more than 20, or with letters. A channel's prefix
    /// (`whatsapp:`) is passed over.
    package init?(_ phone: String) {
        let number = phone.utf8.split(separator: UInt8(ascii: ":")).last ?? phone.utf8[...]
        var digits: [UInt8] = []
        for byte in number {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case UInt8(ascii: "+"), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "/"):
                continue
            default: return nil
            }
        }
        let zero = UInt8(ascii: "0")
        if digits.starts(with: [zero, zero]) { digits.removeFirst(2) }
        guard (5...20).contains(digits.count) else { return nil }
        text = String(decoding: digits, as: UTF8.self)
    }
}
