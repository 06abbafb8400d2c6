package import Vocabulary

/// Where an agent's conversation with a person stands.
package struct SessionState: Equatable, Sendable {
    package var subject: SubjectID
    package var phone: String?
    package var subDomain: String?
    package var botID: String?
    package var localID: String?
    package var intent: String?
    package var step: String?
    /// All syncs, merged.
    package var context = JSONObject()
    /// All syncs, merged.
    package var metadata = JSONObject()
    /// The latest, oldest first; at most `SessionFold.messageBound`.
    package var messages: [Message] = []
    /// The latest, oldest first, each id once; at most `SessionFold.orderBound`.
    package var orders: [Order] = []
    package var createdAt: Timestamp
    /// The latest sync's time.
    package var syncedAt: Timestamp?
    package var activeAt: Timestamp
    package var last: Position

    /// A message of the conversation.
    package struct Message: Hashable, Sendable {
        package var role: String
        package var content: String
        package var at: Timestamp
    }

    /// An order that came out of the conversation.
    package struct Order: Hashable, Sendable {
        package var id: String
        package var at: Timestamp
    }

    init(_ event: EventHeader) {
        subject = event.subject
        createdAt = event.occurredAt
        activeAt = event.occurredAt
        last = event.position
    }
}
