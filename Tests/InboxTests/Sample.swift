import Vocabulary

/// Facts for tests, one after the other on one conversation.
struct Sample {
    static let conversation = ConversationID(high: 7, low: 7)
    private var position: Int64 = 0

    /// A fact at the next position.
    ///
    /// - Parameter minute: when it happened, after some moment.
    mutating func next(
        _ fact: Fact, at minute: Int64 = 0, tenant: TenantID = .default,
        conversation: ConversationID? = Sample.conversation
    ) -> RecordedFact {
        defer { position += 1 }
        let event = EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: tenant,
            kind: .deliveryReceived, source: .respondIO, subject: SubjectID(high: 1, low: 1),
            conversation: conversation, actor: .system, cause: nil,
            occurredAt: Self.minute(minute), recordedAt: Self.minute(1000 + position))
        return RecordedFact(event: event, fact: fact)
    }

    static func minute(_ minute: Int64) -> Timestamp {
        Timestamp(microseconds: 1_736_942_400_000_000 + minute * 60_000_000)
    }

    static func received(
        _ text: String = "hello", id: String = "m1", contact: ContactProfile = ContactProfile()
    ) -> Fact {
        .messageReceived(
            MessageReceived(
                messageID: id, contact: contact, channel: Channel(medium: .whatsApp, address: "+15550199"),
                content: MessageContent(form: .text, text: text)))
    }

    static func sent(_ text: String = "hi", id: String = "m2") -> Fact {
        .messageSent(
            MessageSent(
                messageID: id, contact: ContactProfile(), channel: Channel(medium: .whatsApp, address: "+15550199"),
                content: MessageContent(form: .text, text: text), sender: MessageSent.Sender(nature: .human)))
    }

    static func status(_ status: MessageStatusChanged.Status, of id: String = "m2", error: String? = nil) -> Fact {
        .messageStatus(
            MessageStatusChanged(
                messageID: id, status: status, contact: ContactProfile(), channel: Channel(medium: .whatsApp),
                errorCode: error))
    }

    static func profile(name: String? = nil, phone: String? = nil, whatsAppID: String? = nil) -> ContactProfile {
        var profile = ContactProfile()
        profile.name = name
        profile.phone = phone
        profile.whatsAppID = whatsAppID
        return profile
    }

    static func read(upTo position: Int64) -> Fact {
        .messagesRead(MessagesRead(upTo: Position(position)))
    }
}
