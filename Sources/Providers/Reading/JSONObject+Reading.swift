internal import Vocabulary

extension JSONObject {
    /// A string or number that isn't empty, as text.
    func text(_ name: String) -> String? {
        guard let text = self[name]?.text, !text.isEmpty else { return nil }
        return text
    }

    /// The first of two names that has a text.
    func text(_ name: String, _ other: String) -> String? {
        text(name) ?? text(other)
    }

    /// An object, where there is one.
    func object(_ name: String) -> JSONObject? {
        self[name]?.object
    }
}
