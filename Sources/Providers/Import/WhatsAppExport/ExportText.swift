/// What is done to texts of a WhatsApp export.
enum ExportText {
    /// Without the marks of direction and the byte order mark, which the app writes before stamps and its own words.
    static func withoutMarks(_ text: Substring) -> Substring {
        let scalars = text.unicodeScalars.drop { isMark($0) }
        return text[scalars.startIndex...]
    }

    /// Whether the app itself marked a text as its own words.
    static func isMarked(_ text: Substring) -> Bool {
        text.unicodeScalars.first.map(isMark) ?? false
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    static func skip(_ text: inout Substring, while condition: (Character) -> Bool) {
        text = text.drop(while: condition)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value) || scalar.value == 0xFEFF
    }
}
