/// A URL under which Twilio may have signed a request.
struct TwilioURL {
    let text: String

    /// The spellings that Twilio's back ends sign: as it is, without its port, and with the scheme's default port.
    var spellings: [String] {
        guard let scheme = text.firstRange(of: "://") else { return [text] }
        let rest = text[scheme.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let host = rest[..<end]
        // In brackets a colon is part of an IPv6 address.
        let afterAddress = host.lastIndex(of: "]") ?? host.startIndex
        guard let colon = host[afterAddress...].lastIndex(of: ":"), host[colon...].dropFirst().allSatisfy(\.isNumber)
        else {
            let port = text[..<scheme.lowerBound].lowercased() == "https" ? 443 : 80
            return [text, "\(text[..<end]):\(port)\(text[end...])"]
        }
        return [text, String(text[..<colon] + text[end...])]
    }

    /// The bytes of the query, without the question mark.
    var query: Substring.UTF8View {
        let beforeFragment = text.prefix { $0 != "#" }
        guard let mark = beforeFragment.firstIndex(of: "?") else { return text[text.endIndex...].utf8 }
        return beforeFragment[mark...].dropFirst().utf8
    }
}
