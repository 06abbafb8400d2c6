import Inbox
import Vocabulary

extension InboxConversation {
    /// The conversation as the API shows it.
    ///
    /// - Parameter notes: those on it; left out in lists.
    func json(notes: [InboxNote]? = nil) -> JSON {
        var object: JSONObject = [
            "id": .string(key.conversation.description), "contact_id": .string(state.subject.description),
            "source": .string(state.source.description), "status": .string(state.status.rawValue),
            "channel": state.channel?.json ?? .null,
            "contact": [
                "provider_id": JSON(state.contact.id), "name": JSON(state.contact.name),
                "phone": JSON(state.contact.phone), "email": JSON(state.contact.email),
            ],
            "tags": .array(state.tags.map(JSON.string)),
            "assignee": state.assignee.map { .person($0) } ?? .null,
            "messages": ["inbound": .integer(state.inboundCount), "outbound": .integer(state.outboundCount)],
            "unread": .integer(state.unread.count),
            "first_message_at": JSON(state.firstMessageAt?.description),
            "last_message": lastMessage,
            "active_at": .string(state.activeAt.description),
        ]
        for member in attention.members { object[member.name] = member.value }
        if let notes { object["notes"] = .array(notes.map(\.json)) }
        object["position"] = .integer(state.lastPosition.rawValue)
        return .object(object)
    }

    private var lastMessage: JSON {
        guard let last = state.lastMessage else { return .null }
        return [
            "position": .integer(last.position.rawValue), "at": .string(last.at.description), "text": JSON(last.text),
            "type": .string(last.form.rawValue), "direction": .string(last.direction.rawValue),
        ]
    }

    private var attention: JSONObject {
        let attention = state.attention
        return [
            "summary": JSON(attention.summary), "sentiment": JSON(attention.sentiment?.rawValue),
            "urgency": attention.urgency.map(JSON.integer) ?? .null,
            "open_tasks": .array(attention.openTasks.map(JSON.string)),
            "automation": [
                "paused": .bool(attention.isAutomationPaused), "until": JSON(attention.pausedUntil?.description),
            ],
            "escalation": attention.escalation.map {
                ["reason": .string($0), "at": JSON(attention.escalatedAt?.description)]
            } ?? .null,
        ]
    }
}

extension InboxNote {
    fileprivate var json: JSON {
        [
            "position": .integer(position.rawValue), "author": note.author.map { .person($0) } ?? .null,
            "text": .string(note.text), "at": .string(note.occurredAt.description),
        ]
    }
}

extension Channel {
    var json: JSON {
        ["medium": .string(medium.description), "id": JSON(id), "name": JSON(name), "address": JSON(address)]
    }
}

extension JSON {
    static func person(_ person: Assignee) -> JSON {
        ["id": .string(person.id), "name": JSON(person.name), "email": JSON(person.email)]
    }
}
