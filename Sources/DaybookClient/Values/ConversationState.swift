import Vocabulary

/// A conversation as the server has it.
public struct ConversationState: Hashable, Sendable {
    /// Something that was said.
    public struct Message: Hashable, Sendable {
        /// Who said it: `user`, `bot`.
        public let role: String
        /// What was said.
        public let content: String
        /// When, as RFC 3339.
        public let timestamp: String
    }

    /// The agent's id of the conversation.
    public let sessionID: String
    /// The business within the agent's system.
    public let subDomain: String?
    /// The bot that talks to the person.
    public let botID: String?
    /// The branch of the business.
    public let localID: String?
    /// The person's phone number.
    public let userPhone: String?
    /// Whether its last activity is recent.
    public let isActive: Bool
    /// What the person wants.
    public let intent: String?
    /// How far the agent has come with it.
    public let step: String?
    /// What the agent keeps of it, without the messages.
    public let context: [String: DaybookValue]
    /// What the agent says of itself.
    public let metadata: [String: DaybookValue]
    /// The latest messages, the oldest of them first.
    public let messages: [Message]
    /// The orders that came out of it, the first one first.
    public let orderIDs: [String]
    /// Its first event, as RFC 3339.
    public let createdAt: String?
    /// Its latest event, as RFC 3339.
    public let lastActivity: String?
    /// The position of its latest event: what `ifUnchangedSince` compares.
    public let position: Int64

    init?(_ data: JSON, position: Int64) {
        guard let session = data["sessionId"]?.string else { return nil }
        sessionID = session
        subDomain = data["subDomain"]?.string
        botID = data["botId"]?.string
        localID = data["localId"]?.string
        userPhone = data["userPhone"]?.string
        isActive = data["isActive"]?.bool ?? false
        intent = data["currentIntent"]?.string
        step = data["currentStep"]?.string
        var context = data["context"]?.object?.values ?? [:]
        for name in ["previousMessages", "lastUserMessage"] { context[name] = nil }
        self.context = context
        metadata = data["metadata"]?.object?.values ?? [:]
        messages = (data["context"]?["previousMessages"]?.array ?? []).compactMap { message in
            guard let role = message["role"]?.string, let content = message["content"]?.string else { return nil }
            return Message(role: role, content: content, timestamp: message["timestamp"]?.string ?? "")
        }
        orderIDs = (data["linkedOrders"]?.array ?? []).compactMap { $0["orderId"]?.string }
        createdAt = data["createdAt"]?.string
        lastActivity = data["lastActivity"]?.string
        self.position = position
    }
}
