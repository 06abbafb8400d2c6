internal import Cryptography
internal import Vocabulary

/// The body of a Respond.io webhook.
struct RespondIOPayload {
    let bytes: [UInt8]
    let root: JSONObject
    /// Where the event's fields are: `data` in the guide's form, all of it in the real one.
    let content: JSONObject
    /// What Respond.io calls the event.
    let eventName: String?
    /// `nil` for a name that isn't known.
    let event: RespondIOEvent?
    /// What surrounds a message: ids, channel, direction. In the real form `message`, in the guide's the content itself.
    let messageEnvelope: JSONObject
    /// The message itself: its type and what that type has.
    let messageBody: JSONObject

    init(_ bytes: [UInt8]) throws(UnreadableDelivery) {
        self.bytes = bytes
        root = try JSONObject(storable: bytes)
        content = root.object("data") ?? root
        eventName = root.text("event_type", "event") ?? root.text("type")
        event = eventName.flatMap(RespondIOEvent.init)
        let message = content.object("message")
        let inner = message?.object("message")
        messageEnvelope = inner == nil && content["messageId"] != nil ? content : message ?? content
        messageBody = inner ?? message ?? [:]
    }

    /// Whether it only asks if anybody answers.
    var isPing: Bool {
        eventName.map(RespondIOEvent.pings.contains) ?? true
    }

    /// What `event` becomes. Its fact has been read, so that it can be read again.
    func item(of event: RespondIOEvent) throws(UnreadableDelivery) -> DeliveryItem {
        let kind = kind(of: event)
        _ = try fact(kind: kind)
        let identifiers = identifiers
        guard let strongest = identifiers.first else { throw UnreadableDelivery("the event names no contact") }
        return DeliveryItem(
            kind: kind, key: key, identifiers: identifiers, conversation: conversation(kind, of: strongest),
            occurredAt: occurredAt(event))
    }

    private func kind(of event: RespondIOEvent) -> EventKind {
        switch event {
        case .messageReceived: .messageReceived
        case .messageSent: .messageSent
        case .commentCreated: .noteAdded
        case .contactCreated: .contactCreated
        case .contactUpdated, .contactTagUpdated, .contactLifecycleUpdated: .contactUpdated
        case .contactAssigneeUpdated, .conversationAssigned: .conversationAssigned
        case .conversationOpened, .conversationClosed, .conversationUpdated: .conversationUpdated
        case .callEnded: callKind
        }
    }

    /// The conversation's id, which only the guide's form has.
    var conversationID: String? {
        content.text("conversationId") ?? messageEnvelope.text("conversationId")
    }

    /// The contact is the thread: Respond.io has one conversation with each, over all channels, and says no id of it. What is
    /// only about the contact belongs to no conversation.
    private func conversation(_ kind: EventKind, of contact: ContactIdentifier) -> String? {
        if let conversationID { return conversationID }
        switch kind {
        case .contactCreated, .contactUpdated: return nil
        default: return "contact:\(contact.value)"
        }
    }

    /// With what the event is deduplicated: its id, else the message's, else the moment of its subject, else its bytes.
    var key: String {
        if let id = root.text("event_id", "eventId") { return id }
        guard let eventName else { return bodyKey }
        if let id = ownID { return "\(eventName)/id/\(id)" }
        if let id = conversationID ?? contactID, let time = root.text("timestamp") {
            return "\(eventName)/\(id)/\(time)"
        }
        return bodyKey
    }

    /// The id of the thing itself, which comes about once: a message, a call, a comment.
    private var ownID: String? {
        switch event {
        case .messageReceived, .messageSent, .callEnded: messageID
        case .commentCreated: comment?.text("id", "commentId") ?? content.text("commentId")
        default: nil
        }
    }

    private var bodyKey: String {
        "sha256/\(SHA256.hash(bytes).hex)"
    }

    private func occurredAt(_ event: RespondIOEvent) -> Timestamp? {
        let own: JSON? =
            switch event {
            case .messageReceived, .messageSent, .callEnded: messageEnvelope["timestamp"] ?? messageBody["timestamp"]
            case .conversationOpened: conversationFields["openedTime"]
            case .conversationClosed: conversationFields["closedTime"]
            case .contactCreated: contactFields["created_at"]
            case .commentCreated: comment?["timestamp"] ?? comment?["createdAt"]
            default: nil
            }
        return Timestamp(reading: own) ?? Timestamp(reading: root["timestamp"])
    }
}
