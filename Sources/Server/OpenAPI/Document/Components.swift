import Vocabulary

/// What several operations share.
enum Components {
    struct NamedSchema: Sendable {
        let name: String
        let schema: Schema
    }

    static let schemas: [NamedSchema] = [
        NamedSchema(name: "Error", schema: .error), NamedSchema(name: "Message", schema: .message),
        NamedSchema(name: "InboxMessage", schema: .inboxMessage),
        NamedSchema(name: "Conversation", schema: .conversation), NamedSchema(name: "Note", schema: .note),
        NamedSchema(name: "Analysis", schema: .analysis), NamedSchema(name: "Contact", schema: .contact),
        NamedSchema(name: "SheetRow", schema: .sheetRow), NamedSchema(name: "Figures", schema: .figures),
        NamedSchema(name: "Durations", schema: .durations),
        NamedSchema(name: "AgentConversation", schema: .agentConversation),
        NamedSchema(name: "Event", schema: .event), NamedSchema(name: "Readiness", schema: .readiness),
        NamedSchema(name: "Health", schema: .health),
    ]

    static var json: JSON {
        [
            "schemas": .object(JSONObject(schemas.map { ($0.name, .object($0.schema.json)) })),
            "responses": .object(
                JSONObject(Reply.shared.map { ($0.component ?? "", .object($0.definition)) })),
            "headers": .object(JSONObject(ReplyHeader.allCases.map { ($0.name, $0.definition) })),
            "securitySchemes": .object(
                JSONObject(SecurityScheme.allCases.map { ($0.rawValue, $0.definition) })),
        ]
    }
}

extension Schema {
    /// The form of all refusals.
    static let error: Schema = .object([
        "error": .object([
            "code": .text(pattern: "^[a-z0-9_]+$").means("For programs; never changed").example("bad_request"),
            "message": .text.means("For people: what to do").example(
                "The parameter limit must be a number from 1 to 200."),
            "request_id": .text(pattern: "^[A-Za-z0-9._-]{1,128}$").means("By which the operator finds it in the log")
                .example("r1k9x0c2f7q3a"),
        ])
    ])
}
