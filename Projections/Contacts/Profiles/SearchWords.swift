import Vocabulary

/// The words by which a contact is found: of its name, its addresses, and its numbers in the forms in which people write them.
///
/// They are made here rather than by PostgreSQL's parser, so that a search splits what people type in exactly the same way.
struct SearchWords: Hashable, Sendable {
    /// How long a word may be, in characters, and how many there may be. A tsvector must not overflow.
    static let longestWord = 100
    static let mostWords = 300

    /// Letters and digits only, in lower case, each once, in order.
    let words: [String]

    init(_ card: ContactCard) {
        var words: Set<String> = []
        words.formUnion(Self.split(card[.name] ?? ""))
        for seen in card.sortedIdentifiers where words.count < Self.mostWords {
            switch seen.value.kind {
            case .phone, .whatsApp:
                words.formUnion([Self.digits(seen.value.value)].compactMap(\.self))
                words.formUnion([seen.value.canonical.flatMap { Self.digits($0.value) }].compactMap(\.self))
            case .email: words.formUnion(Self.split(seen.value.value))
            case .provider, .conversation, .tenant, .delivery: words.formUnion(Self.split(seen.value.value))
            }
        }
        self.words = words.sorted().prefix(Self.mostWords).map { $0 }
    }

    /// What people type, as a tsquery that finds the contacts with words that begin so; `nil` when there is nothing to look for.
    ///
    /// A number is found whole, however it is grouped: `+55 (11) 98765-4321`.
    static func query(_ text: String) -> String? {
        if let digits = phoneDigits(text) {
            let forms = [digits, NumberVariants.canonical("+\(digits)").flatMap(Self.digits)].compactMap(\.self)
            return Set(forms).sorted().map { "'\($0)':*" }.joined(separator: " | ")
        }
        let words = split(text)
        return words.isEmpty ? nil : words.map { "'\($0)':*" }.joined(separator: " & ")
    }

    /// The runs of letters and digits in a text.
    static func split(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
            .map { String($0.prefix(longestWord)) }
            // A letter may carry any number of marks.
            .filter { $0.utf8.count <= 4 * longestWord }
            .prefix(mostWords).map { $0 }
    }

    /// The digits of a text that has nothing but what numbers are written with; `nil` for fewer than four of them.
    private static func phoneDigits(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ "0123456789+-./() ".utf8.contains($0) }), let digits = digits(text) else {
            return nil
        }
        return digits.hasPrefix("00") && digits.utf8.count > 6 ? String(digits.dropFirst(2)) : digits
    }

    private static func digits(_ text: String) -> String? {
        let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return (4...20).contains(digits.count) ? String(decoding: digits, as: UTF8.self) : nil
    }
}
