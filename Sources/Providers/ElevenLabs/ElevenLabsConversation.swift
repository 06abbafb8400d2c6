internal import Vocabulary

/// A conversation with a voice agent, when it is over.
struct ElevenLabsConversation {
    /// What one of the two said.
    struct Turn {
        /// Its place in the transcript, from 0.
        var index: Int64
        var fields: JSONObject
        var text: String
        var isAgents: Bool

        var kind: EventKind { isAgents ? .messageSent : .messageReceived }
    }

    let data: JSONObject
    let id: String
    let agentID: String?
    /// Without those in which nothing was said, such as calls of tools.
    let turns: [Turn]

    /// The place of the only turn, in the body of its event.
    private static let place = "transcript_index"
    /// How many turns there are, in the body of the event that holds all but them.
    private static let count = "transcript_count"

    /// - Throws: `UnreadableDelivery` when it has no id, or no transcript that can be read.
    init(_ data: JSONObject) throws(UnreadableDelivery) {
        guard let id = data.text("conversation_id") else { throw UnreadableDelivery("the conversation has no id") }
        self.data = data
        self.id = id
        agentID = data.text("agent_id")
        var turns: [Turn] = []
        for (index, element) in (data["transcript"]?.array ?? []).enumerated() {
            guard let fields = element.object, let role = fields.text("role") else {
                throw UnreadableDelivery("a turn of the transcript names no role")
            }
            guard let text = fields.text("message") else { continue }
            turns.append(
                Turn(
                    index: data[Self.place]?.integer ?? Int64(index), fields: fields, text: text,
                    isAgents: role == "agent"))
        }
        self.turns = turns
    }

    /// The conversation as an item, which comes once.
    func item(body: EventBody?) -> DeliveryItem {
        DeliveryItem(
            kind: .conversationTranscribed, key: id, identifiers: identifiers, conversation: "conversation:\(id)",
            occurredAt: end, body: body)
    }

    /// A turn as an item: its id is its place in the conversation.
    func item(of turn: Turn, body: EventBody?) -> DeliveryItem {
        DeliveryItem(
            kind: turn.kind, key: messageID(of: turn), identifiers: identifiers, conversation: "conversation:\(id)",
            occurredAt: time(of: turn), body: body)
    }

    private func messageID(of turn: Turn) -> String {
        "\(id)/\(turn.index)"
    }

    /// A webhook's body of the same form that holds all but the transcript.
    var payload: JSON {
        var data = data
        data["transcript"] = []
        data[Self.count] = .integer(Int64(turns.count))
        return Self.payload(data)
    }

    /// A webhook's body of the same form that holds one turn, and what it takes to read it.
    func payload(of turn: Turn) -> JSON {
        var data = JSONObject()
        for name in ["agent_id", "conversation_id", "user_id", "conversation_initiation_client_data"] {
            data[name] = self.data[name]
        }
        var metadata = JSONObject()
        for name in ["start_time_unix_secs", "phone_call"] { metadata[name] = self.data.object("metadata")?[name] }
        data["metadata"] = .object(metadata)
        data[Self.place] = .integer(turn.index)
        data["transcript"] = [.object(turn.fields)]
        return Self.payload(data)
    }

    private static func payload(_ data: JSONObject) -> JSON {
        ["type": .string(ElevenLabsPayload.transcription), "data": .object(data)]
    }

    private var start: Timestamp? {
        Timestamp(reading: data.object("metadata")?["start_time_unix_secs"])
    }

    private var end: Timestamp? {
        start?.advanced(by: .seconds(Self.seconds(data.object("metadata")?["call_duration_secs"])))
    }

    private func time(of turn: Turn) -> Timestamp? {
        start?.advanced(by: .seconds(Self.seconds(turn.fields["time_in_call_secs"])))
    }

    /// A call takes no longer than a day; what else it says is a mistake, and counts as its beginning.
    private static func seconds(_ value: JSON?) -> Double {
        guard let seconds = value?.text.flatMap(Double.init), (0...86_400).contains(seconds) else { return 0 }
        return seconds
    }
}

extension ElevenLabsConversation {
    /// That the conversation is over, with what the agent's analysis made of it.
    var fact: Fact {
        let metadata = data.object("metadata")
        let status = data.text("status") ?? "done"
        var conversation = ConversationTranscribed(
            conversationID: id, status: status == "done" ? "completed" : status,
            closing: ConversationUpdated(
                status: .closed, contact: contact, channel: channel,
                summary: data.object("analysis")?.text("transcript_summary")),
            messageCount: data[Self.count]?.integer ?? Int64(turns.count))
        conversation.emailID = email
        conversation.agentID = agentID
        conversation.startedAt = start
        conversation.duration = metadata?["call_duration_secs"].map { Int64(Self.seconds($0)) }
        return .conversationTranscribed(conversation)
    }

    /// What was said in a turn.
    func fact(of turn: Turn) -> Fact {
        .voiceTurn(
            messageID(of: turn), turn.text, isAgents: turn.isAgents, contact: contact, channel: channel,
            agentID: agentID)
    }

    /// Who called: by the id that the business gave him, and by his number. A caller of whom neither is known is another one each time.
    var identifiers: [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let userID { identifiers.append(ContactIdentifier(.provider(.elevenLabs), userID)) }
        if let phone { identifiers.append(ContactIdentifier(.phone, phone)) }
        if let email { identifiers.append(ContactIdentifier(.email, email)) }
        return identifiers.isEmpty
            ? [ContactIdentifier(.provider(.elevenLabs), "conversation:\(id)")] : identifiers
    }

    private var contact: ContactProfile {
        var contact = ContactProfile()
        contact.providerID = userID
        contact.phone = phone
        contact.email = email
        return contact
    }

    private var channel: Channel {
        let address = call?.text("agent_number") ?? variables?.text("system__called_number")
        return Channel(
            medium: .voice, id: agentID, name: data.text("agent_name"),
            address: address.map { PhoneNumber($0)?.e164 ?? $0 })
    }

    private var userID: String? { data.text("user_id") }

    /// The telephone call, where it was one.
    private var call: JSONObject? { data.object("metadata")?.object("phone_call") }

    private var variables: JSONObject? {
        data.object("conversation_initiation_client_data")?.object("dynamic_variables")
    }

    private var phone: String? {
        let text = call?.text("external_number") ?? variables?.text("system__caller_id") ?? userID
        return text.flatMap(PhoneNumber.init)?.e164
    }

    private var email: String? { userID.flatMap(EmailAddress.init)?.address }
}
