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
            "from_number": text(message.from),
            "to_number": text(message.to),
            "message_body": text(content.text),
            "message_type": .string(content.form.rawValue),
            "media_url": text(content.media.first?.url),
            "transcription": .null,
            "transcription_status": .null,
            "ai_analysis": .null,
            "ai_summary": .null,
            "ai_sentiment": .null,
            "extracted_entities": .null,
            "task_created": false,
            "created_task_id": .null,
            "direction": .string(message.direction.rawValue),
            "status": .string(status),
            "prospect_id": .null,
            "processed": false,
            "received_at": .string(message.occurredAt.description),
            "processed_at": .null,
        ]
    }

    /// Of what came in, whether somebody has read it; of what went out, how far it got.
    private var status: String {
        switch message.direction {
        case .inbound: isRead ? "read" : "received"
        case .outbound: delivery?.status.rawValue ?? "sent"
        }
    }

    private func text(_ value: String?) -> JSON {
        value.map(JSON.string) ?? .null
    }
}
