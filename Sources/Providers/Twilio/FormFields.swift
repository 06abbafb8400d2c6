/// The fields of an `application/x-www-form-urlencoded` body or query in their order, decoded to bytes.
struct FormFields {
    /// A name and its value, as sent: not necessarily UTF-8.
    struct Field {
        var name: [UInt8]
        var value: [UInt8]
    }

    let fields: [Field]

    /// Reads `a=1&b=%20x+y`; `nil` when a `%` isn't followed by two hexadecimal digits. A field without `=` has an empty value.
    init?(_ text: some Collection<UInt8>) {
        var fields: [Field] = []
        for part in text.split(separator: UInt8(ascii: "&")) {
            let nameEnd = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = Self.decoded(part[..<nameEnd]), let value = Self.decoded(part[nameEnd...].dropFirst())
            else {
                return nil
            }
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    private static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexadecimal), let low = rest.next().flatMap(hexadecimal) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
