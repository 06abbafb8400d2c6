import Vocabulary

extension Schema {
    static let conversation: Schema = conversationPeople.adding(conversationMessages).adding(conversationAttention)

    private static let conversationPeople: Schema = .object([
        "id": .uuid,
        "contact_id": .uuid,
        "source": .word(of: Source.self),
        "status": .word(of: ConversationUpdated.Status.self),
        "channel": Schema.channel.nullable,
        "contact": .object([
            "provider_id": .text.nullable.example("310001"), "name": .text.nullable.example("Ana Souza"),
            "phone": .phone.nullable, "email": .text.nullable.example("ana@example.com"),
        ]),
        "tags": .array(of: .text.example("vip")),
        "assignee": person.nullable,
    ])

    private static let conversationMessages: Schema = .object([
        "messages": .object(["inbound": .count, "outbound": .count]),
        "unread": .count,
        "first_message_at": .time.nullable,
        "last_message": .object([
            "position": .position, "at": .time, "text": .text.nullable.example("Is it still there?"),
            "type": .word(of: MessageContent.Form.self), "direction": .direction,
        ]).nullable,
        "active_at": .time.means("By which lists are ordered"),
    ])

    private static let conversationAttention: Schema = .object([
        "summary": .text.nullable.example(.null),
        "sentiment": .word(of: MessageAnalyzed.Sentiment.self).nullable.example("neutral"),
        "urgency": .integer.nullable.means("From 1 to 10").example(4),
        "open_tasks": .array(of: .text.example("task-17")),
        "automation": .object(["paused": .flag, "until": .time.nullable.example(.null)]),
        "escalation": .object(["reason": .text, "at": .time.nullable]).nullable.example(.null),
        "position": .position.means("Of the last event that changed it"),
    ])

    /// A conversation by itself has its notes, too.
    static let conversationWithNotes = conversation.adding(.object(["notes": .array(of: .named("Note"))]))

    static let note: Schema = .object([
        "position": .position,
        "author": person.nullable,
        "text": .text.example("Called back; will come by on Friday."),
        "at": .time,
    ])

    private static let person: Schema = .object([
        "id": .text.example("user_42"),
        "name": .text.nullable.example("Maya"),
        "email": .text.nullable.example("maya@example.com"),
    ])

    /// The answer to what was written.
    static let written: Schema = .object(["position": .position])
    /// The same where there may have been nothing to write.
    static let writtenIfNew: Schema = .object([
        "position": .position.nullable.means("Of the event; null where there was nothing to record")
    ])
}
