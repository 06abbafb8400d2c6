import Vocabulary

extension Schema {
    /// A row of the Twilio inbox's `whatsapp_messages`.
    static let inboxMessage: Schema = inboxText.adding(inboxInsight).adding(inboxStanding)

    private static let inboxText: Schema = .object([
        "id": .uuid,
        "message_sid": .text.means("The source's own id").example("SM0f2c8d1b7a3e4f5096a7b8c9d0e1f2a3"),
        "from_number": .phone.nullable,
        "to_number": .phone.nullable.example("+14155550100"),
        "message_body": .text.nullable.example("Is it still there?"),
        "message_type": .word(of: MessageContent.Form.self),
        "media_url": .text.nullable.example(.null),
    ])

    private static let inboxInsight: Schema = .object([
        "transcription": .text.nullable.example(.null),
        "transcription_status": .word(of: VoiceTranscribed.Status.self).nullable.example(.null),
        "ai_analysis": .either(.named("Analysis"), .null).example(.null),
        "ai_summary": .text.nullable.example(.null),
        "ai_sentiment": .word(of: MessageAnalyzed.Sentiment.self).nullable.example(.null),
        "extracted_entities": .freeObject.nullable.example(.null),
        "task_created": .flag,
        "created_task_id": .text.nullable.example(.null),
    ])

    private static let inboxStanding: Schema = .object([
        "direction": .direction,
        "status": .word(inboxStatuses).means(
            "Of what came in, whether somebody has read it; of what went out, how far it got"),
        "prospect_id": .null.means("Kept for callers that look for it"),
        "processed": .flag,
        "received_at": .time,
        "processed_at": .time.nullable.example(.null),
    ])

    private static let inboxStatuses =
        ["received", "read"]
        + MessageStatusChanged.Status.allCases.map(\.rawValue).filter { !["received", "read"].contains($0) }
}
