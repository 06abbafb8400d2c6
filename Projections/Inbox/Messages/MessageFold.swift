import ProjectionEngine
package import Vocabulary

/// `inbox_messages`: one row a message.
package struct MessageFold: Fold {
    package let table = "inbox_messages"

    package init() {}

    package func keys(of fact: RecordedFact) -> [MessageKey] {
        let messageID: String
        switch fact.fact {
        case .messageReceived(let message): messageID = message.messageID
        case .messageSent(let message): messageID = message.messageID
        case .messageStatus(let change): messageID = change.messageID
        default: return []
        }
        return [MessageKey(tenant: fact.event.tenant, source: fact.event.source, messageID: messageID)]
    }

    package func fold(_ state: MessageState?, key: MessageKey, fact: RecordedFact) -> MessageState? {
        let event = fact.event
        var state = state ?? MessageState(subject: event.subject)
        switch fact.fact {
        // A provider that tells of a message twice says the same: the first time counts.
        case .messageReceived(let message): state.record = state.record ?? MessageRecord(message, event)
        case .messageSent(let message): state.record = state.record ?? MessageRecord(message, event)
        case .messageStatus(let change):
            // Statuses come in any order: only one that goes further replaces another.
            if change.status.rank > state.delivery?.status.rank ?? -1 {
                state.delivery = MessageDelivery(change, at: event.occurredAt)
            }
        default: break
        }
        return state
    }
}
