package import Vocabulary

/// A message of the inbox, as it is read.
package struct InboxMessage: Equatable, Sendable {
    package let key: MessageKey
    package let subject: SubjectID
    package let message: MessageRecord
    /// How far it got; `nil` when no status is known.
    package let delivery: MessageDelivery?
    /// What was found out of it; `nil` when nothing was.
    package let insight: InsightState?
    /// Whether somebody on our side has read it; always so for what we sent.
    package let isRead: Bool

    /// Where to go on behind this message.
    package var cursor: MessageCursor {
        MessageCursor(occurredAt: message.occurredAt, position: message.position)
    }
}

/// A place in a list of messages.
package struct MessageCursor: Hashable, Sendable {
    package let occurredAt: Timestamp
    package let position: Position

    package init(occurredAt: Timestamp, position: Position) {
        self.occurredAt = occurredAt
        self.position = position
    }
}

/// Which messages are asked for; all of them, unless something is set.
package struct MessageFilter: Hashable, Sendable {
    /// What a message is of.
    package enum Selection: String, Hashable, Sendable, CaseIterable {
        case all, voice, text
        /// Those from which a task came.
        case tasks
    }

    package var selection = Selection.all
    package var sentiment: MessageAnalyzed.Sentiment?
    package var medium: Channel.Medium?

    package init() {}
}
