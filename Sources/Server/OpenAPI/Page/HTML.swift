/// Markup that is put together from parts. What isn't markup is always escaped.
struct HTML: Hashable, Sendable {
    private(set) var markup: String

    private init(markup: String) {
        self.markup = markup
    }

    /// The parts, one after the other.
    init(_ parts: [HTML] = []) {
        markup = parts.map(\.markup).joined()
    }

    static func text(_ text: String) -> HTML {
        HTML(markup: escaped(text))
    }

    static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ parts: HTML...) -> HTML {
        element(name, attributes, parts)
    }

    static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ parts: [HTML]) -> HTML {
        HTML(markup: opening(name, attributes) + HTML(parts).markup + "</\(name)>")
    }

    /// An element that can't hold anything.
    static func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) -> HTML {
        HTML(markup: opening(name, attributes))
    }

    /// A style or script of ours: its text is no HTML, and must not be escaped, since its hash stands in a header.
    static func raw(_ name: String, _ code: String) -> HTML {
        HTML(markup: "<\(name)>\(code)</\(name)>")
    }

    static func code(_ text: String) -> HTML { .element("code", [:], .text(text)) }

    private static func opening(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String {
        "<\(name)\(attributes.map { #" \#($0.key)="\#(escaped($0.value))""# }.joined())>"
    }

    private static let special = Set("&<>\"'".utf8)

    private static func escaped(_ text: String) -> String {
        // Most texts hold nothing of the kind.
        guard text.utf8.contains(where: special.contains) else { return text }
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
