extension JSONParser {
    /// A string (RFC 8259 §7), from its opening quotation mark to past the closing one.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        let isASCII = try skipPlainBytes()
        if bytes[offset] == UInt8(ascii: "\"") {
            let text = UnsafeBufferPointer(rebasing: bytes[start..<offset])
            offset += 1
            // Validating costs several times what copying does, and ASCII needn't be.
            if isASCII { return String(decoding: text, as: UTF8.self) }
            guard let text = String(validating: text, as: UTF8.self) else { throw JSONError(.malformedUTF8, at: start) }
            return text
        }
        return try stringWithEscapes(from: start)
    }

    /// Puts together a string whose first escape has just been reached.
    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var text = [UInt8](bytes[start..<offset])
        while try !skip(UInt8(ascii: "\"")) {
            try escape(into: &text)
            let plain = offset
            try skipPlainBytes()
            text.append(contentsOf: bytes[plain..<offset])
        }
        guard let text = String(validating: text, as: UTF8.self) else { throw JSONError(.malformedUTF8, at: start) }
        return text
    }

    /// Stops at a quotation mark or a backslash. Tells whether all before it was ASCII.
    @discardableResult
    private mutating func skipPlainBytes() throws(JSONError) -> Bool {
        var seen: UInt8 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return seen < 0x80 }
            guard byte >= 0x20 else { throw JSONError(.controlCharacter, at: offset) }
            seen |= byte
            offset += 1
        }
        throw JSONError(.unexpectedEnd, at: offset)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = offset
        offset += 1
        let name = try peek()
        offset += 1
        switch name {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(name)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try escapedScalar(from: start)).utf8))
        default: throw JSONError(.malformedEscape, at: start)
        }
    }

    /// The character of `\uXXXX`, or of the two of them that make a surrogate pair.
    private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        offset += 2
        let second = try hexadecimal(from: start)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func hexadecimal(from start: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw JSONError(.malformedEscape, at: start)
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}
