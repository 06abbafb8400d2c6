extension JSON {
    /// The value in UTF-8, without white space, members in their order.
    package func serialized() -> [UInt8] {
        var text: [UInt8] = []
        append(to: &text)
        return text
    }

    /// Appends what ``serialized()`` gives.
    package func append(to text: inout [UInt8]) {
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): text.append(contentsOf: String(value).utf8)
        case .decimal(let literal): text.append(contentsOf: literal.utf8)
        case .string(let value): Self.append(value, to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                element.append(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            text.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.append(member.name, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.append(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a string in quotation marks, escaped as RFC 8785 §3.2.2.2 has it: only what must be, and that in the
    /// shortest form.
    package static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { bytes in
            var plain = 0
            for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                text.append(contentsOf: bytes[plain..<place])
                plain = place + 1
                appendEscape(of: byte, to: &text)
            }
            text.append(contentsOf: bytes[plain...])
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(of byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case 0x08: text.append(contentsOf: "\\b".utf8)
        case 0x09: text.append(contentsOf: "\\t".utf8)
        case 0x0A: text.append(contentsOf: "\\n".utf8)
        case 0x0C: text.append(contentsOf: "\\f".utf8)
        case 0x0D: text.append(contentsOf: "\\r".utf8)
        case 0x22: text.append(contentsOf: "\\\"".utf8)
        case 0x5C: text.append(contentsOf: "\\\\".utf8)
        default:
            text.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            text.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
