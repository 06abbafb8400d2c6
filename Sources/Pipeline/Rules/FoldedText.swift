/// A text as the rules compare it: in lower case, and without the marks that people leave out when they type in a hurry.
struct FoldedText {
    /// The words, in their order: runs of letters and digits.
    let words: [String]

    init(_ text: String) {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            // What "İ" leaves behind in lower case, and accents that stand by themselves.
            if (0x300...0x36F).contains(scalar.value) { continue }
            if let letters = Self.plain[scalar] {
                word.append(contentsOf: letters.unicodeScalars)
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.append(scalar)
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        self.words = words
    }

    /// Latin letters with marks, in lower case, and what they are without.
    private static let plain: [Unicode.Scalar: String] = {
        let groups = [
            "a": "àáâãäåā", "c": "çćč", "e": "èéêëēė", "g": "ğ", "i": "ìíîïīı", "n": "ñń", "o": "òóôõöøō", "s": "şšś",
            "u": "ùúûüū", "y": "ýÿ", "z": "žźż", "ss": "ß",
        ]
        var plain: [Unicode.Scalar: String] = [:]
        for (letter, marked) in groups {
            for scalar in marked.unicodeScalars { plain[scalar] = letter }
        }
        return plain
    }()
}
