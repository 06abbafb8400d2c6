import Vocabulary

extension JSON {
    /// A text, or null where there is none.
    init(_ text: String?) {
        self = text.map(JSON.string) ?? .null
    }
}
