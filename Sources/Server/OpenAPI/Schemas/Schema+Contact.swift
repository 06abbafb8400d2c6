import Vocabulary

extension Schema {
    static let contact: Schema = contactIdentity.adding(contactDetails).adding(contactActivity)

    private static let contactIdentity: Schema = .object([
        "id": .uuid,
        "merged": .array(of: .uuid).means("The contacts that are part of this one").example([]),
        "type": .word(of: ContactType.self),
        "name": .text.nullable.example("Ana Souza"),
        "phone": .phone.nullable,
        "email": .text.nullable.example("ana@example.com"),
        "language": .text.nullable.means("BCP 47").example("pt-BR"),
        "country": .text.nullable.means("ISO 3166-1 alpha-2").example("BR"),
        "avatar_url": .text.nullable.example(.null),
        "lifecycle": .text.nullable.example("Customer"),
        "status": .text.nullable.example(.null),
        "time_zone": .text.nullable.example("America/Sao_Paulo"),
    ])

    private static let contactDetails: Schema = .object([
        "identifiers": .array(of: identifier),
        "tags": .array(
            of: .object([
                "name": .text.example("vip"), "group": .word(of: TagGroup.self).nullable.example(.null),
            ])),
        "custom_fields": .map(of: customField).example(["total_calls": ["type": "number", "value": 4, "fits": true]]),
        "preferences": preferences,
        "project_ids": .array(of: .text.example("proj_789")),
    ])

    private static let contactActivity: Schema = .object([
        "channels": .array(of: .object(["channel": .medium, "last_message_at": .time])),
        "first_seen_at": .time.nullable,
        "last_activity_at": .time.nullable,
        "last_contacted": .object(["inbound_at": .time.nullable, "outbound_at": .time.nullable.example(.null)]),
    ])

    private static let identifier: Schema = .object([
        "kind": .text.means("`phone`, `email`, `whatsapp`, or `contact:` and the source").example("phone"),
        "value": .text.example("+14155550123"),
        "canonical": .text.nullable.means("The one form of all spellings").example("+14155550123"),
        "last_seen_at": .time,
    ])

    private static let customField: Schema = .object([
        "type": .word(["text", "number", "date", "json"]).nullable.means("Null for a field that isn't agreed on"),
        "value": .anything,
        "fits": .flag.means("Whether the value is of the type; one that isn't stands there as it came"),
    ])

    private static let preferences: Schema = .object([
        "no_whatsapp": .flag,
        "no_ai_calls": .flag,
        "preferred_channels": .array(of: .text.example("email")),
        "quiet_hours": .text(pattern: "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$").nullable
            .means("In the contact's own time zone").example("20:00-09:00"),
        "opted_out": .flag,
    ])

    /// An entry of the timeline.
    static let activity: Schema = .object([
        "position": .position,
        "contact": .uuid.means("The contact, or the part of it"),
        "kind": .word(of: EventKind.self),
        "occurred_at": .time,
        "conversation": .uuid.nullable,
        "channel": .medium.nullable,
        "direction": .direction.nullable,
        "label": .text.nullable.means("A few words of what it was").example("Is it still there?"),
    ])

    static let suggestion: Schema = .object([
        "id": .uuid.example("7a2b3c4d-5e6f-8071-8b9c-0d1e2f3a4b5c"),
        "name": .text.nullable.example("Ana S."),
        "shared": .array(
            of: .object(["kind": .text.example("phone"), "value": .text.example("+5511987654321")])),
    ])

    /// The answer to a merge.
    static func merge(_ isMerged: Bool) -> Schema {
        .object([
            "id": .uuid, "with": .uuid.example("7a2b3c4d-5e6f-8071-8b9c-0d1e2f3a4b5c"), "merged": .constant(isMerged),
            "position": .position.nullable.means("Of the event; null where it never was otherwise"),
        ])
    }
}
