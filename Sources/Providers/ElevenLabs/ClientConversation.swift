internal import Vocabulary

/// A conversation with a voice agent, as the page in which it took place hands it over: the body of the conversation webhook API, which
/// isn't ElevenLabs' own.
struct ClientConversation {
    /// What one of the two said.
    struct Turn {
        var id: String
        var fields: JSONObject
        var text: String
        var isAgents: Bool

        var kind: EventKind { isAgents ? .messageSent : .messageReceived }
    }

    let root: JSONObject
    let id: String
    let emailID: String
    let accountID: String
    let metadata: JSONObject
    let agentID: String
    /// In whole seconds.
    let duration: Int64
    /// How many messages it had, as its sender counts them.
    let messageCount: Int64
    let turns: [Turn]

    /// Only this form has it: ElevenLabs' own names the conversation within its data.
    static let idField = "conversationId"

    /// The longest id, in bytes.
    private static let idLength = 512

    /// - Throws: `UnreadableDelivery`, naming the field that is missing or wrong.
    init(_ bytes: [UInt8]) throws(UnreadableDelivery) {
        try self.init(JSONObject(storable: bytes))
    }

    /// - Throws: `UnreadableDelivery`, naming the field that is missing or wrong.
    init(_ root: JSONObject) throws(UnreadableDelivery) {
        self.root = root
        id = try root.id(Self.idField, atMost: Self.idLength)
        emailID = try root.id("emailId", atMost: Self.idLength)
        accountID = try root.id("accountId", atMost: Self.idLength)
        guard let metadata = root.object("metadata") else {
            throw UnreadableDelivery("the field metadata is needed, as an object")
        }
        self.metadata = metadata
        agentID = try metadata.id("agentId", atMost: Self.idLength)
        duration = try metadata.count("duration")
        messageCount = try metadata.count("messageCount")
        for name in ["platform", "userAgent"] where metadata[name]?.string == nil {
            throw UnreadableDelivery("the field metadata.\(name) is needed, as a text")
        }
        guard let transcript = root["transcript"]?.array else {
            throw UnreadableDelivery("the field transcript is needed, as an array")
        }
        var turns: [Turn] = []
        for (index, element) in transcript.enumerated() {
            guard let turn = Turn(element) else {
                throw UnreadableDelivery(
                    "transcript[\(index)] needs the texts timestamp, content and messageId, and a speaker: user or agent"
                )
            }
            turns.append(turn)
        }
        self.turns = turns
    }
}

extension ClientConversation.Turn {
    /// `nil` for what isn't a turn.
    fileprivate init?(_ element: JSON) {
        guard let fields = element.object, fields["timestamp"]?.string != nil, let text = fields["content"]?.string,
            let id = fields.text("messageId"), id.utf8.count <= 512, let speaker = fields.text("speaker")
        else { return nil }
        switch speaker.lowercasedASCII {
        case "user", "customer", "human", "caller": isAgents = false
        case "agent", "assistant", "ai", "bot": isAgents = true
        default: return nil
        }
        (self.id, self.fields, self.text) = (id, fields, text)
    }
}

extension JSONObject {
    /// A text or number that must be there.
    fileprivate func id(_ name: String, atMost length: Int) throws(UnreadableDelivery) -> String {
        guard let id = text(name), id.utf8.count <= length else {
            throw UnreadableDelivery("the field \(name) is needed, as a text of 1 to \(length) bytes")
        }
        return id
    }

    /// A count that must be there: a whole number, which may be written as a text or with `.0`.
    fileprivate func count(_ name: String) throws(UnreadableDelivery) -> Int64 {
        let count = self[name]?.integer ?? self[name]?.text.flatMap(Double.init).flatMap { Int64(exactly: $0) }
        guard let count, (0...1_000_000_000).contains(count) else {
            throw UnreadableDelivery("the field metadata.\(name) is needed, as a whole number")
        }
        return count
    }
}
