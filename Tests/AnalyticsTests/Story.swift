import ProjectionTestSupport
import TestSupport
import Vocabulary

/// Facts for tests, in the order in which they are told.
struct Story {
    static let hour: Int64 = 3_600_000_000
    private(set) var facts: [RecordedFact] = []

    /// A moment, counted in hours from the beginning of some period of 32 days (2025-01-18).
    static func at(_ hours: Double) -> Timestamp {
        Timestamp(microseconds: 628 * 32 * 24 * hour + Int64(hours * Double(hour)))
    }

    /// Tells a fact at the next position.
    mutating func tell(
        _ fact: Fact, kind: EventKind = .deliveryReceived, at moment: Timestamp, late: Int64 = 0,
        tenant: TenantID = .default, contact: UInt64 = 1, isInConversation: Bool = true
    ) {
        let position = Int64(facts.count)
        let event = EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: tenant, kind: kind,
            source: .respondIO, subject: SubjectID(high: 1, low: contact),
            conversation: isInConversation ? ConversationID(high: 2, low: contact) : nil, actor: .system, cause: nil,
            occurredAt: moment, recordedAt: Timestamp(microseconds: moment.microseconds + late))
        facts.append(RecordedFact(event: event, fact: fact))
    }

    mutating func received(_ hours: Double) {
        tell(Self.received(), at: Self.at(hours))
    }

    mutating func sent(_ hours: Double, by nature: MessageSent.Sender.Nature = .human) {
        tell(Self.sent(by: nature), at: Self.at(hours))
    }

    mutating func closed(_ hours: Double) {
        tell(Self.closed, at: Self.at(hours))
    }

    static func received(
        _ form: MessageContent.Form = .text, on channel: Channel = Channel(medium: .whatsApp, id: "ch1")
    ) -> Fact {
        .messageReceived(
            MessageReceived(
                messageID: "m", contact: ContactProfile(), channel: channel, content: MessageContent(form: form)))
    }

    static func sent(
        by nature: MessageSent.Sender.Nature, _ form: MessageContent.Form = .text,
        on channel: Channel = Channel(medium: .whatsApp, id: "ch1")
    ) -> Fact {
        .messageSent(
            MessageSent(
                messageID: "m", contact: ContactProfile(), channel: channel, content: MessageContent(form: form),
                sender: MessageSent.Sender(nature: nature)))
    }

    static let closed = Fact.conversationUpdated(ConversationUpdated(status: .closed, contact: ContactProfile()))
}

extension Story {
    /// Tells a random history of some contacts of two tenants over about a hundred days, in the order in which it occurred or
    /// with some of it late.
    static func random(seed: UInt64, _ count: Int, lateness: Bool) -> Story {
        var (story, generator, hours) = (Story(), SeededGenerator(seed: seed), 0.0)
        let channels = [
            Channel(medium: .whatsApp, id: "ch1"), Channel(medium: .whatsApp, id: "ch2"),
            Channel(medium: .sms, address: "+15550199"), Channel(medium: .email),
        ]
        let forms: [MessageContent.Form] = [.text, .text, .text, .audio, .image]
        let natures: [MessageSent.Sender.Nature] = [.human, .automation, .unknown]
        for _ in 0..<count {
            hours += [0.01, 0.2, 1, 5, 11, 31][generator.below(6)] * Double(1 + generator.below(100)) / 100
            let contact = generator.below(5)
            let channel = channels[(contact + generator.below(2)) % channels.count]
            let form = forms[generator.below(forms.count)]
            let late = lateness && generator.below(5) == 0 ? Double(generator.below(40)) : 0
            let (kind, fact): (EventKind, Fact) =
                switch generator.below(12) {
                case 0..<5: (.messageReceived, received(form, on: channel))
                case 5..<9: (.messageSent, sent(by: natures[generator.below(3)], form, on: channel))
                case 9: (.conversationUpdated, closed)
                case 10: (.taskCreated, .taskCreated(TaskCreated(taskID: "t", title: "Call")))
                default: (.messageStatus, .other)
                }
            story.tell(
                fact, kind: kind, at: at(hours - late), late: Int64(generator.below(5_000_000)),
                tenant: contact < 4 ? .default : TenantID("acme") ?? .default, contact: UInt64(contact),
                isInConversation: generator.below(20) > 0)
        }
        return story
    }
}
