/// An e-mail address, its ASCII letters lower-cased so that equal addresses are equal strings.
struct EmailAddress {
    let address: String

    /// Asks for no more than one `@` with something around it, and no spaces: whether mail arrives, no syntax tells.
    init?(_ text: String) {
        let at = UInt8(ascii: "@")
        guard let place = text.utf8.firstIndex(of: at), place != text.utf8.startIndex else { return nil }
        let domain = text.utf8[text.utf8.index(after: place)...]
        guard !domain.isEmpty, !domain.contains(at), !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            return nil
        }
        address = text.lowercasedASCII
    }
}
