/// One line of an answer's head.
enum HeaderLine: Equatable {
    /// The status line, which begins a head: an interim answer's, a redirect's or the final one's.
    case status
    case field(name: String, value: String)
    /// The empty line that ends the head.
    case end
    /// Anything else.
    case other

    /// Reads a line as libcurl hands it over, with its line end.
    init(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        let text = Self.trimmed(line[...])
        if text.isEmpty {
            self = .end
        } else if text.hasPrefix("HTTP/") {
            self = .status
        } else if let colon = text.firstIndex(of: ":"), colon != text.startIndex {
            let value = Self.trimmed(text[text.index(after: colon)...])
            self = .field(name: String(text[..<colon]), value: String(value))
        } else {
            self = .other
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest.drop { $0.isWhitespace }
    }
}
