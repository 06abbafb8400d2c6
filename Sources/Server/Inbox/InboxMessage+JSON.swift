import Inbox
import Vocabulary

extension InboxMessage {
    /// The message as a row of the Twilio inbox's `whatsapp_messages`. What nobody has said yet (transcription, analysis,
    /// task) is null or false, never made up.
    var json: JSON {
        let content = message.content
        return [
            "id": .string(message.eventID.description),
            "message_sid": .string(key.messageID),
            "from_number": JSON(message.from),
            "to_number": JSON(message.to),
            "message_body": JSON(content.text),
            "message_type": .string(content.form.rawValue),
            "media_url": JSON(content.media.first?.url),
            "transcription": JSON(insight?.transcription?.text),
            "transcription_status": JSON(insight?.transcription?.status.rawValue),
            "ai_analysis": insight?.analysis?.json ?? .null,
            "ai_summary": JSON(insight?.analysis?.summary),
            "ai_sentiment": JSON(insight?.analysis?.sentiment?.rawValue),
            "extracted_entities": insight?.analysis?.entities.map(JSON.object) ?? .null,
            "task_created": .bool((insight?.taskCount ?? 0) > 0),
            "created_task_id": JSON(insight?.task?.id),
            "direction": .string(message.direction.rawValue),
            "status": .string(status),
            "prospect_id": .null,
            "processed": .bool(insight?.analysis != nil),
            "received_at": .string(message.occurredAt.description),
            "processed_at": JSON(insight?.analysis?.at.description),
        ]
    }

    /// Of what came in, whether somebody has read it; of what went out, how far it got.
    private var status: String {
        switch message.direction {
        case .inbound: isRead ? "read" : "received"
        case .outbound: delivery?.status.rawValue ?? "sent"
        }
    }
}
