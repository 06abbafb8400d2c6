import Vocabulary

/// Facts for tests, one after the other.
struct Sample {
    private var position: Int64 = 0

    static func subject(_ number: Int) -> SubjectID { SubjectID(high: 1, low: UInt64(number)) }

    /// A fact at the next position.
    ///
    /// - Parameter minute: when it happened, after some moment.
    mutating func next(
        _ fact: Fact, _ kind: EventKind = .contactUpdated, of subject: Int = 1, at minute: Int64 = 0,
        tenant: TenantID = .default, source: Source = .respondIO
    ) -> RecordedFact {
        defer { position += 1 }
        let event = EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: tenant, kind: kind,
            source: source, subject: Self.subject(subject), conversation: ConversationID(high: 7, low: 7),
            actor: .system, cause: nil, occurredAt: Self.minute(minute), recordedAt: Self.minute(1000 + position))
        return RecordedFact(event: event, fact: fact)
    }

    static func minute(_ minute: Int64) -> Timestamp {
        Timestamp(microseconds: 1_736_942_400_000_000 + minute * 60_000_000)
    }

    static func profile(
        name: String? = nil, phone: String? = nil, email: String? = nil, tags: [String]? = nil
    ) -> ContactProfile {
        var profile = ContactProfile()
        profile.name = name
        profile.phone = phone
        profile.email = email
        profile.tags = tags
        return profile
    }

    static func updated(
        _ profile: ContactProfile = ContactProfile(), added: [String] = [], removed: [String] = []
    ) -> Fact {
        .contactUpdated(ContactUpdated(contact: profile, tagsAdded: added, tagsRemoved: removed))
    }

    static func received(_ text: String = "hello", on medium: Channel.Medium = .whatsApp) -> Fact {
        .messageReceived(
            MessageReceived(
                messageID: "m1", contact: ContactProfile(), channel: Channel(medium: medium),
                content: MessageContent(form: .text, text: text)))
    }

    static func sent(_ text: String? = "hi", on medium: Channel.Medium = .whatsApp) -> Fact {
        .messageSent(
            MessageSent(
                messageID: "m2", contact: ContactProfile(), channel: Channel(medium: medium),
                content: MessageContent(form: text == nil ? .audio : .text, text: text),
                sender: MessageSent.Sender(nature: .human)))
    }

    static func merged(_ absorbed: Int) -> Fact { .contactMerged(ContactMerged(absorbed: subject(absorbed))) }
    static func unmerged(_ absorbed: Int) -> Fact { .contactUnmerged(ContactUnmerged(absorbed: subject(absorbed))) }
}
