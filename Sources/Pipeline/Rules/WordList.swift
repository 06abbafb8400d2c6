/// Words and phrases that point to something, in several languages at once.
///
/// A `*` at the end of a word stands for any ending, as in languages that join them to the word (`sipariş*`: siparişim, siparişimiz).
struct WordList: Sendable {
    private let entries: [[Pattern]]
    /// As they were written down.
    let spelling: [String]

    private struct Pattern: Sendable {
        var word: String
        var hasAnyEnding: Bool

        func matches(_ other: String) -> Bool {
            hasAnyEnding ? other.hasPrefix(word) : other == word
        }
    }

    /// - Parameter spelling: words, or phrases of several.
    init(_ spelling: [String]) {
        self.spelling = spelling
        entries = spelling.map { phrase in
            phrase.split(separator: " ").map { word in
                Pattern(word: FoldedText(String(word)).words.joined(), hasAnyEnding: word.hasSuffix("*"))
            }
        }
    }

    /// The words of a text that stand in the list, in their order, each once.
    func matches(in text: FoldedText) -> [String] {
        var found: [String] = []
        for start in text.words.indices {
            for entry in entries where start + entry.count <= text.words.count {
                let words = text.words[start..<start + entry.count]
                guard zip(entry, words).allSatisfy({ $0.matches($1) }) else { continue }
                let phrase = words.joined(separator: " ")
                if !found.contains(phrase) { found.append(phrase) }
                break
            }
        }
        return found
    }
}
