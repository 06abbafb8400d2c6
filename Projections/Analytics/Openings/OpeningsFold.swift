import ProjectionEngine
package import Vocabulary

/// `analytics_openings`: when contacts came to us, were answered and done with. First response and resolution times are defined
/// here, and nowhere else:
///
/// - An *opening* is an inbound message of a conversation that was closed since the contact's last one, or in which the contact
///   hadn't written for 24 hours (for so long WhatsApp lets a business answer), or never.
/// - Its *first response time* is that to the first message of ours after it and before it was closed; its nature is that of who
///   wrote it. Within 28 days; later than that it counts as unanswered.
/// - Its *resolution time* is that to the first closing of the conversation after it. Within 28 days, too.
///
/// Both belong to the hour and channel of the opening. Times are those at which things occurred, whatever order they are told
/// in, as far as the row knows: an answer that is told before its question counts, a message that is told after a later
/// one doesn't open anything.
///
/// A row has to be bounded, must see both ends of each of these times, and can't read another row. So a row is about the openings of
/// one period of 32 days, and is also given the first 28 days of the next one. What is left is whether the next period's first
/// inbound message opens something: its own row can't know, and takes it for an opening. This one does know, and says in
/// `is_continued` when it doesn't; whoever reads leaves that opening out.
package struct OpeningsFold: Fold {
    package let table = "analytics_openings"

    package init() {}

    /// How long after an opening something still counts for it, in microseconds. Less than a period.
    static let reach: Int64 = 28 * 86_400_000_000
    /// For how long the contact mustn't have written for the next message to be an opening, in microseconds.
    static let silence: Int64 = 86_400_000_000
    /// How many openings a row holds: eight a day. Where there would be more, messages go on with the last one.
    static let bound = 256

    package func keys(of fact: RecordedFact) -> [OpeningsKey] {
        guard let conversation = fact.event.conversation, Step(fact) != nil else { return [] }
        let (tenant, moment) = (fact.event.tenant, fact.event.occurredAt)
        let period = Period(moment)
        let own = OpeningsKey(tenant: tenant, period: period, conversation: conversation)
        guard moment.microseconds - period.start.microseconds <= Self.reach else { return [own] }
        return [own, OpeningsKey(tenant: tenant, period: period.previous, conversation: conversation)]
    }

    package func fold(_ state: inout OpeningsState?, key: OpeningsKey, fact: RecordedFact) {
        let event = fact.event
        // A row that has seen an event doesn't see it again.
        if let seen = state?.last, seen >= event.position { return }
        guard let step = Step(fact) else { return }
        if Period(event.occurredAt) == key.period {
            if state == nil { state = OpeningsState(event) }
            state?.take(step, event)
        } else {
            state?.takeOfNextPeriod(step, event)
        }
        state?.subject = event.subject
        state?.last = event.position
    }
}

/// What a fact means to the openings of its conversation.
enum Step {
    case inbound(ChannelName)
    case outbound(MessageSent.Sender.Nature)
    case closed

    init?(_ fact: RecordedFact) {
        switch fact.fact {
        case .messageReceived(let message): self = .inbound(ChannelName(message.channel))
        case .messageSent(let message): self = .outbound(message.sender.nature)
        case .conversationUpdated(let change) where change.status == .closed: self = .closed
        case .conversationTranscribed: self = .closed
        default: return nil
        }
    }
}
