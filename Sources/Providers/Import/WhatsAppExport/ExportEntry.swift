/// A message in a WhatsApp export, or a line that the app wrote itself.
struct ExportEntry: Hashable, Sendable {
    /// The line of the file on which it begins, from 1.
    var line: Int
    var stamp: ExportStamp
    /// Who wrote it, as the exporting phone calls him; `nil` for the app itself.
    var author: String?
    /// What was written, over one line or several.
    var text: String
    /// All of it as it stands in the file, without the last line's end.
    var verbatim: String

    /// Reads what stands in a file, whole.
    ///
    /// - Returns: the entries, and the line of the first text that belongs to none, if there is any before the first.
    static func all(in text: String) -> (entries: [ExportEntry], strayLine: Int?) {
        var entries: [ExportEntry] = []
        var strayLine: Int?
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            if let entry = ExportEntry(line, number: index + 1) {
                entries.append(entry)
            } else if entries.isEmpty {
                if strayLine == nil, !ExportText.trimmed(line).isEmpty { strayLine = index + 1 }
            } else if index < lines.count - 1 || !line.isEmpty {
                entries[entries.count - 1].text += "\n\(line)"
                entries[entries.count - 1].verbatim += "\n\(line)"
            }
        }
        return (entries, strayLine)
    }

    /// Reads the first line of one.
    init?(_ line: Substring, number: Int) {
        guard let (stamp, rest) = ExportStamp.read(line) else { return nil }
        self.line = number
        self.stamp = stamp
        verbatim = String(line)
        // A name may hold a colon, but none with a space behind it that comes before the first one.
        if let colon = rest.firstRange(of: ": ") {
            author = String(ExportText.trimmed(ExportText.withoutMarks(rest[..<colon.lowerBound])))
            text = String(rest[colon.upperBound...])
        } else if rest.hasSuffix(":") {
            author = String(ExportText.trimmed(ExportText.withoutMarks(rest.dropLast())))
            text = ""
        } else {
            author = nil
            text = String(rest)
        }
    }

    /// Whether the app wrote it, not a person: it has no author, or the author is named for something that nobody wrote.
    var isNotice: Bool {
        author == nil || (ExportText.isMarked(text[...]) && ExportMedia(text) == nil)
    }
}
