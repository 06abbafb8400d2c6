/// An e-mail address, lower-cased so that equal addresses are equal strings.
struct EmailAddress {
    let address: String

    /// Asks for no more than one `@` with something around it and no white space: whether mail arrives, no syntax tells.
    init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(where: \.isWhitespace) else {
            return nil
        }
        address = text.lowercased()
    }
}
