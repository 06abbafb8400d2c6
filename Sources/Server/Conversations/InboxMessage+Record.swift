import Inbox
import Vocabulary

extension InboxMessage {
    /// The message as Daybook's own API shows it.
    var record: JSON {
        let content = message.content
        return [
            "id": .string(message.eventID.description), "position": .integer(message.position.rawValue),
            "source": .string(key.source.description), "message_id": .string(key.messageID),
            "contact_id": .string(subject.description), "conversation": JSON(message.conversation?.description),
            "direction": .string(message.direction.rawValue), "type": .string(content.form.rawValue),
            "text": JSON(content.text), "subject": JSON(content.subjectLine), "payload": JSON(content.payload),
            "reply_to": JSON(content.replyTo),
            "media": .array(
                content.media.map {
                    ["url": .string($0.url), "content_type": JSON($0.contentType), "file_name": JSON($0.fileName)]
                }),
            "location": content.location.map {
                [
                    "latitude": .string($0.latitude), "longitude": .string($0.longitude), "label": JSON($0.label),
                    "address": JSON($0.address),
                ]
            } ?? .null,
            "from": JSON(message.from), "to": JSON(message.to), "channel": message.channel.json,
            "sender": message.sender.map {
                ["nature": .string($0.nature.rawValue), "source": JSON($0.source), "user": JSON($0.userID)]
            } ?? .null,
            "read": .bool(isRead),
            "delivery": delivery.map {
                [
                    "status": .string($0.status.rawValue), "at": .string($0.at.description),
                    "error_code": JSON($0.errorCode), "error": JSON($0.errorMessage),
                ]
            } ?? .null,
            "transcription": insight?.transcription?.json ?? .null, "analysis": insight?.analysis?.json ?? .null,
            "task": insight?.task?.json ?? .null,
            "occurred_at": .string(message.occurredAt.description),
            "recorded_at": .string(message.recordedAt.description),
        ]
    }
}

extension Transcription {
    fileprivate var json: JSON {
        ["status": .string(status.rawValue), "text": JSON(text), "language": JSON(language)]
    }
}

extension Analysis {
    /// What the analysis found, under the names of the references.
    var json: JSON {
        [
            "summary": JSON(summary), "sentiment": JSON(sentiment?.rawValue),
            "urgency_score": urgency.map(JSON.integer) ?? .null, "category": JSON(category),
            "priority_level": JSON(priority), "keywords": .array(keywords.map(JSON.string)),
            "entities": entities.map(JSON.object) ?? .null, "action_required": .bool(isActionRequired),
            "recommended_response_time": JSON(responseTime), "analyzed_at": .string(at.description),
        ]
    }
}

extension MessageTask {
    fileprivate var json: JSON {
        [
            "id": .string(id), "title": .string(title), "type": JSON(type),
            "priority": priority.map(JSON.integer) ?? .null, "due": JSON(due),
        ]
    }
}
