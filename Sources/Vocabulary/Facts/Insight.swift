/// Names a message that another fact is about.
package struct MessageReference: Hashable, Sendable {
    /// Whose id it is.
    package var source: Source
    /// The provider's id of the message, verbatim.
    package var messageID: String
    /// Where the message stands in the ledger.
    package var position: Position
    /// When the message was written.
    package var occurredAt: Timestamp

    package init(source: Source, messageID: String, position: Position, occurredAt: Timestamp) {
        self.source = source
        self.messageID = messageID
        self.position = position
        self.occurredAt = occurredAt
    }
}

/// `voice.transcribed`: what a voice note says, or that it couldn't be told.
package struct VoiceTranscribed: Hashable, Sendable {
    /// How far the transcription got.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case pending, processing, completed, failed
    }

    package var message: MessageReference
    package var status: Status
    package var text: String?
    /// BCP 47.
    package var language: String?

    package init(message: MessageReference, status: Status, text: String? = nil, language: String? = nil) {
        self.message = message
        self.status = status
        self.text = text
        self.language = language
    }
}

/// `message.routed`: who is to answer a message.
package struct MessageRouted: Hashable, Sendable {
    package var message: MessageReference
    /// The name of the agent.
    package var agent: String
    /// What decided it: `vip`, `critical_group`, `category`, or a name of the pipeline's own.
    package var reason: String?

    package init(message: MessageReference, agent: String, reason: String? = nil) {
        self.message = message
        self.agent = agent
        self.reason = reason
    }
}

/// `message.analyzed`: what the analysis step found in a message.
package struct MessageAnalyzed: Hashable, Sendable {
    /// The mood of a message.
    package enum Sentiment: String, Hashable, Sendable, CaseIterable {
        case positive, negative, neutral, urgent
    }

    package var message: MessageReference
    /// One or two sentences.
    package var summary: String?
    package var sentiment: Sentiment?
    /// From 1 to 10.
    package var urgency: Int64?
    /// `sales`, `support`, `complaint`, `inquiry`, `technical`, `general`, or a name of the pipeline's own.
    package var category: String?
    /// `critical`, `high`, `normal`, `low`.
    package var priority: String?
    package var keywords: [String]
    /// People, companies, dates, amounts: as the analysis names them.
    package var entities: JSONObject?
    package var isActionRequired: Bool
    /// `immediate`, `1hour`, `4hours`, `24hours`.
    package var responseTime: String?

    package init(
        message: MessageReference, summary: String? = nil, sentiment: Sentiment? = nil, urgency: Int64? = nil,
        category: String? = nil, priority: String? = nil, keywords: [String] = [], entities: JSONObject? = nil,
        isActionRequired: Bool = false, responseTime: String? = nil
    ) {
        self.message = message
        self.summary = summary
        self.sentiment = sentiment
        self.urgency = urgency
        self.category = category
        self.priority = priority
        self.keywords = keywords
        self.entities = entities
        self.isActionRequired = isActionRequired
        self.responseTime = responseTime
    }
}
