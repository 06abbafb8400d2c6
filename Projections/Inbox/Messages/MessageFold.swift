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

    package func fold(_ state: inout MessageState?, key: MessageKey, fact: RecordedFact) {
        let event = fact.event
        if state == nil { state = MessageState(subject: event.subject) }
        state?.apply(fact.fact, event)
    }
}

extension MessageState {
    fileprivate mutating func apply(_ fact: Fact, _ event: EventHeader) {
        switch fact {
        // A provider that tells of a message twice says the same: the first time counts.
        case .messageReceived(let message): if record == nil { record = MessageRecord(message, event) }
        case .messageSent(let message): if record == nil { record = MessageRecord(message, event) }
        case .messageStatus(let change):
            // Statuses come in any order: only one that goes further replaces another.
            if change.status.rank > delivery?.status.rank ?? -1 {
                delivery = MessageDelivery(change, at: event.occurredAt)
            }
        default: break
        }
    }
}
