/// A URL under which Twilio may have signed a request.
struct TwilioURL {
    let text: String

    /// The spellings that Twilio's back ends sign: as it is, without its port, and with the scheme's default port.
    var spellings: [String] {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
            return [text]
        }
        let start = bytes.index(colon, offsetBy: 3)
        let end = bytes[start...].firstIndex { Self.hostEnds.contains($0) } ?? bytes.endIndex
        guard let port = portStart(in: bytes[start..<end]) else {
            let number = text[..<colon] == "https" ? 443 : 80
            return [text, "\(text[..<end]):\(number)\(text[end...])"]
        }
        return [text, String(text[..<port]) + text[end...]]
    }

    private static let hostEnds = [UInt8](("/?#").utf8)

    /// Where `:443` begins, if the host has a port.
    private func portStart(in host: Substring.UTF8View) -> String.Index? {
        // In brackets a colon is part of an IPv6 address.
        let afterAddress = host.lastIndex(of: UInt8(ascii: "]")) ?? host.startIndex
        guard let colon = host[afterAddress...].lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return host[colon...].dropFirst().allSatisfy(digits.contains) ? colon : nil
    }

    /// The bytes of the query, without the question mark.
    var query: Substring.UTF8View {
        let beforeFragment = text.utf8.prefix { $0 != UInt8(ascii: "#") }
        return beforeFragment.drop { $0 != UInt8(ascii: "?") }.dropFirst()
    }
}
