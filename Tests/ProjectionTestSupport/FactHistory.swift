import TestSupport
package import Vocabulary

/// A made-up history: facts of a few conversations of two tenants, in the disorder in which they come in.
package struct FactHistory {
    private var generator: SeededGenerator
    private var position: Int64 = 0
    /// Noon of 2025-01-15, in seconds since the Unix epoch.
    private static let noon: Int64 = 1_736_942_400

    package init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The next facts.
    package mutating func next(_ count: Int) -> [RecordedFact] {
        (0..<count).map { _ in next() }
    }

    private mutating func next() -> RecordedFact {
        let contact = generator.below(6)
        let (kind, fact) = fact(of: contact)
        defer { position += 1 }
        // Some facts are told late.
        let late = generator.below(4) == 0 ? Int64(generator.below(600)) : 0
        let moment = Timestamp(microseconds: (Self.noon + position * 10 - late) * 1_000_000)
        let event = EventHeader(
            position: Position(position), id: EventID(high: 1, low: UInt64(position)),
            tenant: contact % 2 == 0 ? .default : TenantID("acme") ?? .default, kind: kind,
            source: contact < 3 ? .respondIO : .twilio, subject: SubjectID(high: 2, low: UInt64(contact)),
            conversation: generator.below(12) == 0 ? nil : ConversationID(high: 3, low: UInt64(contact)),
            actor: .system, cause: nil, occurredAt: moment,
            recordedAt: Timestamp(microseconds: (Self.noon + position * 10) * 1_000_000))
        return RecordedFact(event: event, fact: fact)
    }

    private mutating func fact(of contact: Int) -> (EventKind, Fact) {
        switch generator.below(21) {
        case 0..<4: (.messageReceived, .messageReceived(received(contact)))
        case 4..<6: (.messageSent, .messageSent(sent(contact)))
        case 6..<9: (.messageStatus, .messageStatus(status(contact)))
        case 9: (.conversationUpdated, .conversationUpdated(updated(contact)))
        case 10: (.conversationAssigned, .conversationAssigned(assigned(contact)))
        case 11: (.messagesRead, .messagesRead(MessagesRead(upTo: Position(position - Int64(generator.below(40))))))
        case 12:
            (
                .noteAdded,
                .noteAdded(NoteAdded(author: colleague(), text: "note \(position)", contact: profile(contact)))
            )
        case 13: (.modelCalled, .other)
        case 14: (.conversationTranscribed, .conversationTranscribed(transcribed(contact)))
        default: insight()
        }
    }

    private mutating func insight() -> (EventKind, Fact) {
        let message = MessageReference(
            source: generator.below(2) == 0 ? .respondIO : .twilio, messageID: messageID(),
            position: Position(Int64(generator.below(60))),
            occurredAt: Timestamp(microseconds: Self.noon * 1_000_000))
        let moods = MessageAnalyzed.Sentiment.allCases
        let task = "t\(generator.below(9))"
        switch generator.below(7) {
        case 0:
            return (
                .voiceTranscribed,
                .voiceTranscribed(VoiceTranscribed(message: message, status: .completed, text: "said \(position)"))
            )
        case 1:
            return (
                .messageAnalyzed,
                .messageAnalyzed(
                    MessageAnalyzed(
                        message: message, summary: "as of \(position)", sentiment: moods[generator.below(moods.count)],
                        urgency: Int64(1 + generator.below(10)), keywords: ["k\(generator.below(3))"],
                        entities: ["people": ["Ada"]], isActionRequired: generator.below(2) == 0))
            )
        case 2:
            return (
                .taskCreated,
                .taskCreated(
                    TaskCreated(taskID: task, title: "do it", message: generator.below(2) == 0 ? message : nil))
            )
        case 3:
            return (
                .taskUpdated, .taskUpdated(TaskUpdated(taskID: task, status: generator.below(3) == 0 ? .open : .done))
            )
        case 4: return (.automationPaused, .automationPaused(AutomationPaused(reason: "a person wrote")))
        case 5: return (.automationResumed, .automationResumed(AutomationResumed()))
        default: return (.escalationRaised, .escalationRaised(EscalationRaised(reason: "as of \(position)")))
        }
    }

    /// Few enough that messages, and their statuses, meet.
    private mutating func messageID() -> String { "m\(generator.below(60))" }

    private mutating func profile(_ contact: Int) -> ContactProfile {
        var profile = ContactProfile()
        profile.providerID = "c\(contact)"
        profile.phone = generator.below(3) == 0 ? nil : "+1555010\(contact)"
        profile.name = generator.below(3) == 0 ? nil : "Contact \(contact), as of \(generator.below(5))"
        return profile
    }

    private func channel(_ contact: Int) -> Channel {
        Channel(medium: contact % 3 == 0 ? .whatsApp : .sms, id: contact < 3 ? "ch1" : nil, address: "+15550199")
    }

    private mutating func colleague() -> Assignee? {
        generator.below(3) == 0 ? nil : Assignee(id: "u\(generator.below(3))", name: "Colleague")
    }

    private mutating func content() -> MessageContent {
        let media = generator.below(3) == 0 ? [MessageContent.Media(url: "https://example.com/\(position)")] : []
        return MessageContent(form: media.isEmpty ? .text : .image, text: "text \(position)", media: media)
    }

    private mutating func received(_ contact: Int) -> MessageReceived {
        MessageReceived(
            messageID: messageID(), contact: profile(contact), channel: channel(contact), content: content())
    }

    private mutating func sent(_ contact: Int) -> MessageSent {
        MessageSent(
            messageID: messageID(), contact: profile(contact), channel: channel(contact), content: content(),
            sender: MessageSent.Sender(nature: .human, source: "user", userID: "u1"))
    }

    private mutating func status(_ contact: Int) -> MessageStatusChanged {
        let all = MessageStatusChanged.Status.allCases
        return MessageStatusChanged(
            messageID: messageID(), status: all[generator.below(all.count)], contact: profile(contact),
            channel: channel(contact), errorCode: generator.below(5) == 0 ? "63016" : nil)
    }

    private mutating func updated(_ contact: Int) -> ConversationUpdated {
        let all = ConversationUpdated.Status.allCases
        return ConversationUpdated(
            status: generator.below(4) == 0 ? nil : all[generator.below(all.count)], contact: profile(contact),
            assignee: generator.below(3) == 0 ? .some(colleague()) : nil)
    }

    private mutating func transcribed(_ contact: Int) -> ConversationTranscribed {
        var conversation = ConversationTranscribed(
            conversationID: "call\(generator.below(9))", closing: updated(contact),
            messageCount: Int64(generator.below(5)))
        conversation.emailID = generator.below(3) == 0 ? nil : "c\(contact)@example.com"
        conversation.duration = Int64(generator.below(90))
        return conversation
    }

    private mutating func assigned(_ contact: Int) -> ConversationAssigned {
        ConversationAssigned(assignee: colleague(), contact: profile(contact))
    }
}
