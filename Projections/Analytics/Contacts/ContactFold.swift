import ProjectionEngine
package import Vocabulary

/// `analytics_contacts`: when there were messages with a contact, so that contacts can be counted over any time without counting
/// one twice.
package struct ContactFold: Fold {
    package let table = "analytics_contacts"

    package init() {}

    package func keys(of fact: RecordedFact) -> [ContactKey] {
        guard let message = CountedMessage(fact.fact) else { return [] }
        let event = fact.event
        return [
            ContactKey(
                tenant: event.tenant, period: Period(event.occurredAt), subject: event.subject,
                channel: message.channel)
        ]
    }

    package func fold(_ state: ContactState?, key: ContactKey, fact: RecordedFact) -> ContactState? {
        let event = fact.event
        if let state, state.last >= event.position { return state }
        var state = state ?? ContactState(last: event.position)
        state.add(Period.offset(of: QuarterHour(event.occurredAt)))
        state.last = event.position
        return state
    }
}
