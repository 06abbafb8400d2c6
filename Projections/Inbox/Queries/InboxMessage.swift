package import Vocabulary

/// A message of the inbox, as it is read.
package struct InboxMessage: Equatable, Sendable {
    package let key: MessageKey
    package let subject: SubjectID
    package let message: MessageRecord
    /// How far it got; `nil` when no status is known.
    package let delivery: MessageDelivery?
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
