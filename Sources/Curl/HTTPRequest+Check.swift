extension HTTPRequest {
    /// Refuses what would not be one well-formed request: a line end in a header would start a header of its own.
    func check() throws(HTTPError) {
        let scheme = url.utf8.prefix { $0 != UInt8(ascii: ":") }
        guard ["http", "https"].contains(String(decoding: scheme, as: UTF8.self).lowercased()) else {
            throw HTTPError(.invalidRequest, detail: "The URL is neither http: nor https:.")
        }
        guard url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw HTTPError(.invalidRequest, detail: "The URL is not percent-encoded.")
        }
        for field in headers.fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw HTTPError(.invalidRequest, detail: "A header's name is not a token.")
            }
            guard !field.value.utf8.contains(where: { $0 == 0 || $0 == 0x0a || $0 == 0x0d }) else {
                throw HTTPError(.invalidRequest, detail: "The value of the header \(field.name) has a line end in it.")
            }
        }
    }

    /// `tchar` of RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
