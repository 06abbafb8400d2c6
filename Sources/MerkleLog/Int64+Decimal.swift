extension Int64 {
    /// Reads a non-negative decimal number as the C2SP formats write it: ASCII digits, no sign, no leading zeroes.
    init?(canonicalDecimal digits: some Collection<UInt8>) {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit),
                let longer = value.checked(times: 10, plus: Int64(digit - UInt8(ascii: "0")))
            else { return nil }
            value = longer
        }
        self = value
    }

    /// `self · factor + term`, or `nil` where that is too large.
    func checked(times factor: Int64, plus term: Int64) -> Int64? {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        let (sum, overflowAgain) = product.addingReportingOverflow(term)
        return overflow || overflowAgain ? nil : sum
    }
}
