import Vocabulary

// The forms that occur everywhere.
extension Schema {
    static let position = integer(atLeast: 0).means("A place in the ledger, from 0").example(41)
    static let time = text(format: "date-time").means("RFC 3339, in UTC").example("2025-01-15T10:30:00Z")
    static let uuid = text(format: "uuid").example("6f1a2b3c-4d5e-8f60-9a7b-8c9d0e1f2a3b")
    static let count = integer(atLeast: 0).example(3)
    static let phone = text.means("As the provider writes it").example("+14155550123")
    static let medium = text.means("`whatsapp`, `sms`, `email` …").example("whatsapp")
    static let direction = word(["inbound", "outbound"])
    static let hash = text(pattern: "^[0-9a-f]{64}$")
        .example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

    /// A page: the members, and what leads to the next one.
    ///
    /// - Parameters:
    ///   - name: of the list.
    ///   - next: the name of the cursor.
    static func page(_ name: String, of element: Schema, next: String = "next", _ cursor: Schema = .cursor) -> Schema {
        let list = Schema.array(of: element)
        return .object([name: list, next: cursor.nullable])
    }

    static let cursor = text.means("Leads to the next page; null where there is none")
        .example("1736937000000000.6f1a2b3c-4d5e-8f60-9a7b-8c9d0e1f2a3b")

    /// The answers of the conversation sync API.
    static func envelope(_ data: Schema) -> Schema {
        .object(["type": .constant("1"), "message": .text.example("Conversation retrieved successfully"), "data": data])
    }
}
