package import Vocabulary

/// How a conversation stands.
package struct ConversationState: Equatable, Sendable {
    package var subject: SubjectID
    package var source: Source
    package var channel: Channel?
    package var contact = ContactColumns()
    /// The time of the facts that the contact's columns are from.
    package var contactAt: Timestamp?
    package var status = ConversationUpdated.Status.active
    package var statusAt: Timestamp?
    package var assignee: Assignee?
    package var assignedAt: Timestamp?
    /// The contact's tags, as the provider told them last.
    package var tags: [String] = []
    package var attention = ConversationAttention()
    package var inboundCount: Int64 = 0
    package var outboundCount: Int64 = 0
    package var unread = UnreadMessages()
    /// Up to where somebody on our side has read.
    package var readPosition: Position?
    package var firstMessageAt: Timestamp?
    package var lastMessage: LastMessage?
    /// The time of the last message, or of the last event where there is none.
    package var activeAt: Timestamp
    /// The last event that was folded.
    package var lastPosition: Position
    package var updatedAt: Timestamp

    /// A conversation of which nothing is known yet but that `event` belongs to it.
    init(_ event: EventHeader) {
        subject = event.subject
        source = event.source
        activeAt = event.occurredAt
        lastPosition = event.position
        updatedAt = event.recordedAt
    }
}
