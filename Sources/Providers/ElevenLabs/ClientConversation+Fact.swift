internal import Cryptography
internal import Vocabulary

extension ClientConversation {
    /// The conversation as an item. It carries no id of its own posting: what says something new is another one.
    func item(headers: JSONObject) -> DeliveryItem {
        let body = payload.serialized()
        return DeliveryItem(
            kind: .conversationTranscribed, key: "client:\(id):\(SHA256.hash(body).hex)", identifiers: identifiers,
            conversation: "conversation:\(id)", occurredAt: end, body: .verbatim(headers: headers, bytes: body))
    }

    /// A turn as an item.
    func item(of turn: Turn, headers: JSONObject) -> DeliveryItem {
        DeliveryItem(
            kind: turn.kind, key: messageID(of: turn), identifiers: identifiers, conversation: "conversation:\(id)",
            occurredAt: Timestamp(reading: turn.fields["timestamp"]),
            body: .verbatim(headers: headers, bytes: payload(of: turn).serialized()))
    }

    private func messageID(of turn: Turn) -> String {
        "\(id)/\(turn.id)"
    }

    /// A body of the same form that holds all but the transcript, and the time of its first turn.
    private var payload: JSON {
        var root = root
        root["transcript"] = []
        root[Self.startField] = start.map { .string($0.description) }
        return .object(root)
    }

    /// A body of the same form that holds one turn, and what it takes to read it. What may change as the conversation goes on isn't in it:
    /// the turn is the same one when the conversation is handed over again.
    private func payload(of turn: Turn) -> JSON {
        var root: JSONObject = [
            Self.idField: .string(id), "emailId": .string(emailID), "accountId": .string(accountID),
            "transcript": [.object(turn.fields)],
        ]
        var metadata: JSONObject = ["agentId": .string(agentID), "duration": 0, "messageCount": 0]
        for name in ["platform", "userAgent"] { metadata[name] = self.metadata[name] }
        root["metadata"] = .object(metadata)
        return .object(root)
    }

    /// The time of the first turn, in the body of an event that holds none.
    private static let startField = "startedAt"

    private var start: Timestamp? {
        turns.compactMap { Timestamp(reading: $0.fields["timestamp"]) }.min()
            ?? Timestamp(reading: root[Self.startField])
    }

    private var end: Timestamp? {
        start?.advanced(by: .seconds(duration))
    }

    /// That the conversation is over.
    var fact: Fact {
        var conversation = ConversationTranscribed(
            conversationID: id,
            closing: ConversationUpdated(status: .closed, contact: contact, channel: channel, summary: summary),
            messageCount: messageCount)
        conversation.emailID = emailID
        conversation.accountID = accountID
        conversation.agentID = agentID
        conversation.sessionID = metadata.text("sessionId")
        conversation.startedAt = start
        conversation.duration = duration
        return .conversationTranscribed(conversation)
    }

    /// What was said in a turn.
    func fact(of turn: Turn) -> Fact {
        .voiceTurn(
            messageID(of: turn), turn.text, isAgents: turn.isAgents, contact: contact, channel: channel,
            agentID: agentID)
    }

    /// What the sender calls its summary: a text, or an object with one.
    private var summary: String? {
        if let text = root.text("summary") { return text }
        guard let summary = root.object("summary") else { return nil }
        return ["summary", "text", "content", "overview"].lazy.compactMap { summary.text($0) }.first
    }

    /// Who spoke: by the e-mail address under which the business knows him. An account may be several people's.
    private var identifiers: [ContactIdentifier] {
        guard let email = EmailAddress(emailID) else { return [ContactIdentifier(.provider(.elevenLabs), emailID)] }
        return [ContactIdentifier(.email, email.address)]
    }

    private var contact: ContactProfile {
        var contact = ContactProfile()
        if let email = EmailAddress(emailID) {
            contact.email = email.address
        } else {
            contact.providerID = emailID
        }
        return contact
    }

    private var channel: Channel {
        Channel(medium: .voice, id: agentID, name: metadata.text("platform"))
    }
}
