package import Vocabulary

/// What is known of a contact, and when something last went on with it.
///
/// It is the same whatever order the facts come in, and however often.
package struct ProfileState: Equatable, Sendable {
    package internal(set) var card = ContactCard()
    package internal(set) var firstSeenAt: Timestamp
    /// The time of the last event.
    package internal(set) var activeAt: Timestamp
    package internal(set) var lastInboundAt: Timestamp?
    package internal(set) var lastOutboundAt: Timestamp?
    /// The media on which messages went, by name, and when the last did.
    package internal(set) var media: [String: Timestamp] = [:]

    /// A contact of which nothing is known yet but that something happened.
    init(_ event: EventHeader) {
        firstSeenAt = event.occurredAt
        activeAt = event.occurredAt
    }

    /// Learns what a fact says.
    mutating func learn(_ fact: Fact, _ event: EventHeader) {
        let at = event.occurredAt
        card.learn(fact, event)
        firstSeenAt = min(firstSeenAt, at)
        activeAt = max(activeAt, at)
        switch fact {
        case .messageReceived(let message):
            lastInboundAt = max(lastInboundAt ?? at, at)
            use(message.channel.medium, at)
        case .messageSent(let message):
            lastOutboundAt = max(lastOutboundAt ?? at, at)
            use(message.channel.medium, at)
        default: break
        }
    }

    private mutating func use(_ medium: Channel.Medium, _ at: Timestamp) {
        media[medium.description] = max(media[medium.description] ?? at, at)
    }

    /// Learns all that another record of the same person says.
    mutating func join(_ other: Self) {
        card.join(other.card)
        firstSeenAt = min(firstSeenAt, other.firstSeenAt)
        activeAt = max(activeAt, other.activeAt)
        lastInboundAt = Self.latest(lastInboundAt, other.lastInboundAt)
        lastOutboundAt = Self.latest(lastOutboundAt, other.lastOutboundAt)
        media.merge(other.media) { max($0, $1) }
    }

    private static func latest(_ a: Timestamp?, _ b: Timestamp?) -> Timestamp? {
        [a, b].compactMap(\.self).max()
    }
}
