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

    package func fold(_ state: inout ContactState?, key: ContactKey, fact: RecordedFact) {
        let event = fact.event
        if let seen = state?.last, seen >= event.position { return }
        if state == nil { state = ContactState(last: event.position) }
        state?.add(Period.offset(of: QuarterHour(event.occurredAt)))
        state?.last = event.position
    }
}
