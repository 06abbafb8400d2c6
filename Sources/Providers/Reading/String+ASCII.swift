extension String {
    /// With `A–Z` as `a–z`, and everything else as it is: what protocols mean by lower case, at a fraction of what Unicode's costs.
    var lowercasedASCII: String {
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard utf8.contains(where: upper.contains) else { return self }
        return String(decoding: utf8.map { upper.contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
