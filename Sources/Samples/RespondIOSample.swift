internal import Providers
internal import Vocabulary

/// A Respond.io webhook in the form that it really sends.
struct RespondIOSample {
    let occurrence: SampleOccurrence

    /// The JSON body.
    var body: [UInt8] {
        guard let name else { return JSON.object(["event_type": "ping"]).serialized() }
        var payload: JSONObject = ["event_type": .string(name), "event_id": .string(occurrence.eventID)]
        payload["contact"] = .object(contact)
        for member in details { payload[member.name] = member.value }
        return JSON.object(payload).serialized()
    }

    /// What Respond.io calls the act; `nil` for one that it has no event for.
    private var name: String? {
        switch occurrence.act {
        case .received: "message.received"
        case .sent: "message.sent"
        case .note: "comment.created"
        case .assigned: "contact.assignee.updated"
        case .opened: "conversation.opened"
        case .closed: "conversation.closed"
        case .contactCreated: "contact.created"
        case .contactUpdated: "contact.updated"
        case .tagged: "contact.tag.updated"
        case .lifecycle: "contact.lifecycle.updated"
        case .call: "call.ended"
        case .status, .ping: nil
        }
    }

    private var details: JSONObject {
        switch occurrence.act {
        case .received(let message):
            return ["message": .object(envelope("incoming", message)), "channel": .object(channel)]
        case .sent(let message, let nature):
            let sender: JSON = [
                "source": nature == .human ? "user" : "workflow",
                "userId": nature == .human ? .integer(Int64(SampleColleague.id)) : .null,
                "teamId": .null, "workflowId": nature == .human ? .null : 4711,
            ]
            return [
                "message": .object(envelope("outgoing", message)), "channel": .object(channel), "sender": sender,
            ]
        case .note(let text):
            return ["comment": ["id": .integer(occurrence.messageNumber), "text": .string(text), "author": colleague]]
        case .opened:
            return ["conversation": ["openedTime": milliseconds, "openedBySource": "contact"]]
        case .closed(let summary):
            return [
                "conversation": [
                    "category": "Settled", "summary": .string(summary), "closedTime": milliseconds,
                    "closedBy": colleague, "closedBySource": "user", "incomingMessageCount": 4,
                    "outgoingMessageCount": 3,
                ]
            ]
        case .tagged(let tag, let added):
            return ["tag": .string(tag), "action": .string(added ? "add" : "remove")]
        case .lifecycle(let stage):
            return ["lifecycle": .string(stage), "oldLifecycle": "New Lead"]
        case .call(let incoming):
            return [
                "call": [
                    "callId": .integer(occurrence.messageNumber), "direction": incoming ? "incoming" : "outgoing",
                    "duration": 94, "timestamp": milliseconds,
                ],
                "channel": .object(channel),
            ]
        case .assigned, .contactCreated, .contactUpdated, .status, .ping:
            return [:]
        }
    }

    private var contact: JSONObject {
        let contact = occurrence.contact
        var fields: JSONObject = [
            "id": .integer(Int64(310_000 + contact.id)), "firstName": .string(contact.firstName),
            "lastName": .string(contact.lastName), "phone": .string(contact.phone), "email": .string(contact.email),
            "language": .string(contact.language), "profilePic": .null, "countryCode": .string(contact.country),
            "status": "open", "assignee": .null, "lifecycle": "New Lead", "created_at": 1_749_000_000,
            "tags": contact.profile?.tags ?? ["guest"],
        ]
        switch occurrence.act {
        case .assigned(let toColleague): fields["assignee"] = toColleague ? colleague : .null
        case .closed: fields["status"] = "closed"
        case .lifecycle(let stage): fields["lifecycle"] = .string(stage)
        case .contactCreated:
            if let profile = contact.profile {
                fields["custom_fields"] = profile.customFields
                fields["created_at"] = .integer(occurrence.at.microseconds / 1_000_000)
            }
        case .contactUpdated:
            fields["custom_fields"] = contact.profile?.customFields ?? [["name": "timezone", "value": "Europe/London"]]
        default: break
        }
        return fields
    }

    private var colleague: JSON {
        [
            "id": .integer(Int64(SampleColleague.id)), "firstName": .string(SampleColleague.firstName),
            "lastName": .string(SampleColleague.lastName), "email": .string(SampleColleague.email),
        ]
    }

    private var channel: JSONObject {
        let medium = occurrence.contact.medium
        let source =
            switch medium {
            case .whatsApp: "whatsapp_cloud"
            case .sms: "twilio"
            case .email: "other_email"
            case .messenger: "facebook"
            default: medium.description
            }
        return [
            "id": .integer(channelID), "name": .string("Front desk \(medium)"), "source": .string(source), "meta": "{}",
            "created_at": 1_700_000_000,
        ]
    }

    private var channelID: Int64 {
        5200 + Int64(occurrence.contact.medium.description.utf8.count)
    }

    private var milliseconds: JSON {
        .integer(occurrence.at.microseconds / 1000)
    }

    private func envelope(_ traffic: String, _ message: SampleMessage) -> JSONObject {
        [
            "messageId": .integer(occurrence.messageNumber),
            "channelMessageId": .string(occurrence.identifier("wamid", 0)),
            "contactId": .integer(Int64(310_000 + occurrence.contact.id)), "channelId": .integer(channelID),
            "traffic": .string(traffic), "timestamp": milliseconds, "message": .object(content(message)),
        ]
    }

    private func content(_ message: SampleMessage) -> JSONObject {
        func attachment(_ type: String, _ mime: String, _ name: String, caption: String? = nil) -> JSONObject {
            var fields: JSONObject = [
                "type": .string(type), "url": .string("https://media.example.com/\(occurrence.eventID)/\(name)"),
                "mime": .string(mime), "fileName": .string(name),
            ]
            fields["description"] = caption.map(JSON.string)
            return ["type": "attachment", "attachment": .object(fields)]
        }
        return switch message {
        case .text(let text) where occurrence.contact.medium == .email && occurrence.contact.profile != nil:
            [
                "type": "email", "text": .string(text),
                "subject": .string(text.split(separator: " ").prefix(4).joined(separator: " ")),
            ]
        case .text(let text): ["type": "text", "text": .string(text)]
        case .image(let caption): attachment("image", "image/jpeg", "photo.jpg", caption: caption)
        case .voice: attachment("audio", "audio/ogg", "voice.ogg")
        case .document(let name): attachment("file", "application/pdf", name)
        case .location(let label):
            [
                "type": "location", "latitude": .decimal("51.4779"), "longitude": .decimal("-0.0015"),
                "name": .string(label),
            ]
        case .button(let title):
            [
                "type": "whatsapp_interactive",
                "interactive": ["type": "button_reply", "button_reply": ["id": "choice-1", "title": .string(title)]],
            ]
        }
    }
}
