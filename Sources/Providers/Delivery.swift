package import Vocabulary

/// One authentic request, as it becomes events.
package struct Delivery: Sendable {
    /// What happened. None in a test ping; several in a batch.
    package var items: [DeliveryItem]
    /// Those of a batch that can't be read: they are kept as well, and shown to the operator.
    package var unreadable: [UnreadableItem] = []
    /// The verbatim bytes with the headers that a reader needs; no signature, no secret.
    package var body: EventBody
    /// Whether it is kept as an event of its own even if it holds just one thing.
    package var isKept = false
    /// What the provider calls it, to be echoed in the answer.
    package var eventName: String?
    /// With what the delivery itself is deduplicated, when it is kept as `delivery.received`.
    package var key: String

    /// A delivery with what it was split into.
    package init(items: [DeliveryItem], body: EventBody, eventName: String?, key: String) {
        self.items = items
        self.body = body
        self.eventName = eventName
        self.key = key
    }
}

/// One thing that a delivery says happened.
package struct DeliveryItem: Sendable, Hashable {
    /// What kind of event it becomes.
    package var kind: EventKind
    /// The source's own key of it, with which it is deduplicated.
    package var key: String
    /// Whom it is about, the strongest identifier first; never empty.
    package var identifiers: [ContactIdentifier]
    /// The source's own key of the conversation; `nil` when it is about a contact and no conversation.
    package var conversation: String?
    /// When it happened, as far as the provider says.
    package var occurredAt: Timestamp?
    /// What its event holds, where the delivery holds others as well; `nil` for the delivery's own body.
    package var body: EventBody?

    /// An item; `identifiers` must not be empty.
    package init(
        kind: EventKind, key: String, identifiers: [ContactIdentifier], conversation: String?, occurredAt: Timestamp?,
        body: EventBody? = nil
    ) {
        self.body = body
        self.kind = kind
        self.key = key
        self.identifiers = identifiers
        self.conversation = conversation
        self.occurredAt = occurredAt
    }
}

/// One of several things in a delivery that can't be read.
package struct UnreadableItem: Sendable, Hashable {
    /// Why it can't.
    package var reason: UnreadableDelivery
    /// A delivery with nothing else in it.
    package var body: EventBody

    /// What can't be read, and why.
    package init(reason: UnreadableDelivery, body: EventBody) {
        self.reason = reason
        self.body = body
    }
}
