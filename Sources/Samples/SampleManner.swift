/// How like to the life of a company traffic is.
package enum SampleManner: Hashable, Sendable {
    /// The scripts, word for word; everybody has a turn before anybody has a second one.
    case script
    /// Some people write often and many seldom; texts differ from each other, e-mails have a subject line, and contacts have tags
    /// and custom fields. For ledgers that are to be measured.
    case life
}

extension SplitMix64 {
    /// A number from 0 up to `bound`, low ones more often: groups of 16, 32, 64 … numbers are as likely as each other, which is
    /// Zipf's law with its beginning cut off, in integers.
    mutating func rank(below bound: Int) -> Int {
        var groups = 1
        while 16 * (1 << groups - 1) < bound { groups += 1 }
        let group = below(groups)
        let first = 16 * (1 << group - 1)
        return first + below(min(16 << group, bound - first))
    }
}

extension SampleAct {
    /// The act with a text of its own: a few words more of the same language, and now and then the number of an order, which no
    /// other message has.
    func elaborated(language: String, _ generator: inout SplitMix64) -> SampleAct {
        switch self {
        case .received(.text(let text)):
            .received(.text(text + Self.addition(language, &generator)))
        case .sent(.text(let text), let sender):
            .sent(.text(text + Self.addition(language, &generator)), by: sender)
        default: self
        }
    }

    private static func addition(_ language: String, _ generator: inout SplitMix64) -> String {
        var text = ""
        let words = SampleScript.words[language] ?? []
        if !words.isEmpty {
            for _ in 0..<generator.below(13) { text += " " + words[generator.rank(below: words.count)] }
        }
        // 48 bits: in millions of messages hardly one comes twice.
        if generator.below(8) == 0 { text += " Ref-\(String(generator.next() >> 16, radix: 36))" }
        return text
    }
}

extension SampleScript {
    /// The words of each language's texts, in alphabetical order.
    fileprivate static let words: [String: [String]] = {
        var words: [String: Set<String>] = [:]
        for script in all {
            for act in script.acts {
                let text: String? =
                    switch act {
                    case .received(let message), .sent(let message, _): message.text
                    default: nil
                    }
                words[script.language, default: []].formUnion((text ?? "").split(separator: " ").map(String.init))
            }
        }
        return words.mapValues { $0.sorted() }
    }()
}
