import Vocabulary

extension Timestamp {
    /// A date-time of RFC 2822 as Twilio writes it: `Fri, 24 May 2019 17:18:28 +0000`. The name of the day means nothing.
    init?(mail text: String) {
        var words = text.split(separator: " ").map(String.init)
        if words.first?.hasSuffix(",") == true { words.removeFirst() }
        guard words.count == 5, let month = Self.months.firstIndex(of: words[1].lowercasedASCII),
            (1...2).contains(words[0].utf8.count), words[4].utf8.count == 5 || words[4] == "GMT"
        else { return nil }
        func padded(_ text: String) -> String { text.utf8.count == 1 ? "0\(text)" : text }
        let offset = words[4] == "GMT" ? "Z" : "\(words[4].prefix(3)):\(words[4].suffix(2))"
        self.init("\(words[2])-\(padded("\(month + 1)"))-\(padded(words[0]))T\(words[3])\(offset)")
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
