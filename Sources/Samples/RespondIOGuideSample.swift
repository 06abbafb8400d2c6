internal import Vocabulary

/// A Respond.io webhook in the form that its integration guide describes: `event`, `timestamp` and `data`.
struct RespondIOGuideSample {
    let occurrence: SampleOccurrence

    /// The JSON body.
    var body: [UInt8] {
        let payload: JSON = [
            "event": .string(name), "timestamp": .string(occurrence.at.description), "data": .object(fields),
        ]
        return payload.serialized()
    }

    private var name: String {
        switch occurrence.act {
        case .received: "message.received"
        case .sent: "message.sent"
        case .contactCreated: "contact.created"
        case .assigned: "conversation.assigned"
        case .opened, .closed: "conversation.updated"
        default: "contact.updated"
        }
    }

    private var fields: JSONObject {
        let contact = occurrence.contact
        var fields: JSONObject = ["contactId": .string("contact_\(310_000 + contact.id)")]
        let conversation = JSON.string("conv_\(contact.id)")
        let medium = JSON.string(contact.medium.description)
        switch occurrence.act {
        case .received(let message), .sent(let message, _):
            fields["messageId"] = .string("msg_\(occurrence.identifier("message", occurrence.index))")
            fields["channelId"] = "channel_789"
            fields["channel"] = medium
            fields["conversationId"] = conversation
            fields["message"] = [
                "text": .string(message.text ?? ""), "type": "text", "timestamp": .string(occurrence.at.description),
                "direction": occurrence.isReceived ? "inbound" : "outbound",
            ]
            fields["contact"] = [
                "identifier": .string(contact.phone), "name": .string(contact.name), "email": .string(contact.email),
            ]
        case .assigned, .opened, .closed:
            fields["conversationId"] = conversation
            fields["status"] = "open"
            fields["assigneeId"] = .string("user_\(SampleColleague.id)")
            fields["channel"] = medium
        default:
            fields["identifier"] = .string(contact.phone)
            fields["name"] = .string(contact.name)
            fields["customFields"] = [
                "project_id": "proj_789", "timezone": "Europe/London",
                "preferences": ["no_whatsapp": false, "quiet_hours": "20:00-09:00"],
            ]
            fields["tags"] = ["client", "active_project"]
        }
        return fields
    }
}

extension SampleOccurrence {
    /// Whether a contact wrote.
    var isReceived: Bool {
        if case .received = act { return true }
        return false
    }
}
