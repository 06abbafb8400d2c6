extension JSONParser {
    /// A number (RFC 8259 §6), from its first byte on.
    mutating func number() throws(JSONError) -> JSON {
        let start = offset
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let integerStart = offset
        // Counted below zero, where there is one more.
        var value: Int64? = 0
        while let digit = nextDigit {
            value = value.flatMap { $0.appendingBelowZero(digit) }
            offset += 1
        }
        let digits = offset - integerStart
        guard digits > 0, digits == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
            throw JSONError(.malformedNumber, at: integerStart)
        }
        let isInteger = next != UInt8(ascii: ".") && next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
        if isInteger, let value {
            if isNegative, value != 0 { return .integer(value) }
            if !isNegative, value != .min { return .integer(-value) }
        }
        if next == UInt8(ascii: ".") {
            offset += 1
            try digitsOfPart()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            offset += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
            try digitsOfPart()
        }
        return .decimal(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self))
    }

    private mutating func digitsOfPart() throws(JSONError) {
        guard nextDigit != nil else { throw JSONError(.malformedNumber, at: offset) }
        while nextDigit != nil { offset += 1 }
    }

    private var next: UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    private var nextDigit: Int64? {
        guard let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) else { return nil }
        return Int64(next - UInt8(ascii: "0"))
    }
}

extension Int64 {
    /// This (zero or less) with one more decimal digit; `nil` when that doesn't fit.
    fileprivate func appendingBelowZero(_ digit: Int64) -> Int64? {
        let (tens, tooSmall) = multipliedReportingOverflow(by: 10)
        guard !tooSmall else { return nil }
        let (value, overflow) = tens.subtractingReportingOverflow(digit)
        return overflow ? nil : value
    }
}
