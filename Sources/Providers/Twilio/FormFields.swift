/// The fields of an `application/x-www-form-urlencoded` body or query in their order, decoded to bytes.
struct FormFields {
    /// Where a name and its value lie in the decoded bytes.
    struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    /// All names and values, one behind the other: not necessarily UTF-8.
    let bytes: [UInt8]
    let fields: [Field]

    /// Reads `a=1&b=%20x+y`; `nil` when a `%` isn't followed by two hexadecimal digits. A field without `=` has an empty value.
    init?(_ text: some Sequence<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.underestimatedCount)
        var fields: [Field] = []
        var start = 0
        var nameEnd: Int?
        var isEmpty = true
        func endField() {
            if !isEmpty {
                fields.append(
                    Field(name: start..<(nameEnd ?? bytes.count), value: (nameEnd ?? bytes.count)..<bytes.count))
            }
            (start, nameEnd, isEmpty) = (bytes.count, nil, true)
        }
        var rest = text.makeIterator()
        while let byte = rest.next() {
            guard byte != UInt8(ascii: "&") else {
                endField()
                continue
            }
            isEmpty = false
            switch byte {
            case UInt8(ascii: "=") where nameEnd == nil:
                nameEnd = bytes.count
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(Self.hexadecimal), let low = rest.next().flatMap(Self.hexadecimal)
                else { return nil }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        endField()
        self.bytes = bytes
        self.fields = fields
    }

    /// The bytes of the first value of a field; `nil` when there is none.
    subscript(name: String) -> ArraySlice<UInt8>? {
        let length = name.utf8.count
        let field = fields.first { $0.name.count == length && bytes[$0.name].elementsEqual(name.utf8) }
        return field.map { bytes[$0.value] }
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
