extension HTML {
    /// The little of CommonMark that descriptions are written in: paragraphs, `code`, **strong**.
    static func prose(_ text: String) -> HTML {
        var paragraphs: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
        }
        return HTML(paragraphs.filter { !$0.isEmpty }.map { .element("p", [:], line($0.joined(separator: " "))) })
    }

    /// The same within a line.
    static func line(_ text: some StringProtocol) -> HTML {
        // Between two marks of one kind lies what is marked: every second part.
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
            place.isMultiple(of: 2) ? strong(part) : .code(String(part))
        }
        return HTML(parts)
    }

    private static func strong(_ text: some StringProtocol) -> HTML {
        HTML(
            String(text).split(separator: "**", omittingEmptySubsequences: false).enumerated().map { place, part in
                place.isMultiple(of: 2) ? .text(String(part)) : .element("strong", [:], .text(String(part)))
            })
    }
}
