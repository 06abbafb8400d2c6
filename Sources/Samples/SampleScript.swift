/// A conversation as it might be had in one language.
struct SampleScript: Sendable {
    /// ISO 639-1.
    let language: String
    let acts: [SampleAct]

    /// Any text that a contact writes in this language.
    static func texts(language: String) -> [String] {
        all.filter { $0.language == language }.flatMap(\.acts).compactMap { act in
            guard case .received(let message) = act else { return nil }
            return message.text
        }
    }
}
