import Vocabulary

extension Schema {
    /// A message as Daybook's own API shows it.
    static let message: Schema = messageIdentity.adding(messageContent).adding(messageFate)

    private static let messageIdentity: Schema = .object([
        "id": .uuid.means("Of the event that it came with"),
        "position": .position,
        "source": .word(of: Source.self).means("Which system it came from"),
        "message_id": .text.means("The source's own id, verbatim").example("wamid.HBgLMTQxNTU1NTAxMjM"),
        "contact_id": .uuid,
        "conversation": .uuid.nullable,
        "direction": .direction,
        "type": .word(of: MessageContent.Form.self),
    ])

    private static let messageContent: Schema = .object([
        "text": .text.nullable.means("The text, caption or label that a person reads").example("Is it still there?"),
        "subject": .text.nullable.means("An e-mail's subject line").example(.null),
        "payload": .text.nullable.means("Of the button or list entry that was chosen").example(.null),
        "reply_to": .text.nullable.means("The source's id of the message that this one answers").example(.null),
        "media": .array(of: .media),
        "location": location.nullable.example(.null),
        "from": .phone.nullable,
        "to": .phone.nullable.example("+14155550100"),
        "channel": .channel,
    ])

    private static let messageFate: Schema = .object([
        "sender": messageSender.nullable.means("Who wrote, of what went out").example(.null),
        "read": .flag,
        "delivery": messageDelivery.nullable.means("How far it got, of what went out").example(.null),
        "transcription": transcription.nullable.example(.null),
        "analysis": .either(.named("Analysis"), .null).means("What the analysis found").example(.null),
        "task": messageTask.nullable.example(.null),
        "occurred_at": .time,
        "recorded_at": .time,
    ])

    private static let messageSender: Schema = .object([
        "nature": .word(["human", "automation", "unknown"]),
        "source": .text.nullable.means("The source's word for it"),
        "user": .text.nullable.means("The source's id of the person"),
    ])

    private static let messageDelivery: Schema = .object([
        "status": .word(of: MessageStatusChanged.Status.self).example("delivered"),
        "at": .time,
        "error_code": .text.nullable.example(.null),
        "error": .text.nullable.example(.null),
    ])

    private static let transcription: Schema = .object([
        "status": .word(of: VoiceTranscribed.Status.self),
        "text": .text.nullable,
        "language": .text.nullable.means("BCP 47").example("en"),
    ])

    private static let messageTask: Schema = .object([
        "id": .text, "title": .text, "type": .text.nullable,
        "priority": .integer.nullable.means("From 1, the most pressing, to 5"),
        "due": .text.nullable,
    ])

    static let media: Schema = .object([
        "url": .text.means("Where the provider keeps it").example("https://api.example.com/media/1"),
        "content_type": .text.nullable.example("image/jpeg"),
        "file_name": .text.nullable.example("photo.jpg"),
    ])

    static let location: Schema = .object([
        "latitude": .text.means("In degrees (WGS 84), as the provider writes it").example("51.4779"),
        "longitude": .text.example("-0.0015"),
        "label": .text.nullable,
        "address": .text.nullable,
    ])

    static let channel: Schema = .object([
        "medium": .medium,
        "id": .text.nullable.means("The provider's id of the channel").example("106540352242922"),
        "name": .text.nullable.example("Sales"),
        "address": .text.nullable.means("Our side's number or mailbox on it").example("+14155550100"),
    ])

    /// What the analysis of a message found.
    static let analysis: Schema = .object([
        "summary": .text.nullable.example("Wants to know whether the bicycle is in stock."),
        "sentiment": .word(of: MessageAnalyzed.Sentiment.self).nullable.example("neutral"),
        "urgency_score": .integer.nullable.means("From 1 to 10").example(4),
        "category": .text.nullable.means("`sales`, `support`, `complaint` …").example("sales"),
        "priority_level": .text.nullable.means("`critical`, `high`, `normal`, `low`").example("normal"),
        "keywords": .array(of: .text.example("bicycle")),
        "entities": .freeObject.nullable.means("People, companies, dates, amounts: as the analysis names them")
            .example(.null),
        "action_required": .flag,
        "recommended_response_time": .text.nullable.means("`immediate`, `1hour`, `4hours`, `24hours`").example(
            "4hours"),
        "analyzed_at": .time,
    ])
}
