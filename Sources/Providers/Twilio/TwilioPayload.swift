internal import Vocabulary

/// A message or a status callback of Twilio's.
struct TwilioPayload {
    /// Which of the two it is.
    enum Event: Hashable {
        case message
        case status(MessageStatusChanged.Status)
    }

    let fields: TwilioFields
    let event: Event
    let messageID: String
    /// The contact's address, whoever wrote.
    let theirs: TwilioAddress
    /// Our address. A callback may come before Twilio has chosen a number: then the messaging service stands for it.
    let ours: TwilioAddress

    /// Takes apart what isn't a ping.
    init(_ fields: TwilioFields) throws(UnreadableDelivery) {
        guard let messageID = Self.messageID(fields) else { throw UnreadableDelivery("unknown event type") }
        self.fields = fields
        self.messageID = messageID
        event = try Self.event(fields)
        let (from, to) = (fields["From"], fields["To"])
        let service = fields["MessagingServiceSid"]
        guard let theirs = event == .message ? from : to else {
            throw UnreadableDelivery("the message names no contact")
        }
        guard let ours = (event == .message ? to : from) ?? service else {
            throw UnreadableDelivery("the message names no address of ours")
        }
        self.theirs = TwilioAddress(theirs)
        self.ours = TwilioAddress(ours)
    }

    /// Whether nothing in it is an event of a kind.
    static func isPing(_ fields: TwilioFields) -> Bool {
        messageID(fields) == nil && !fields.contains("MessageStatus") && !fields.contains("EventType")
    }

    private static func messageID(_ fields: TwilioFields) -> String? {
        fields["MessageSid"] ?? fields["SmsMessageSid"] ?? fields["SmsSid"]
    }

    /// An inbound message has content (be it empty) and its only status is that it was received.
    private static func event(_ fields: TwilioFields) throws(UnreadableDelivery) -> Event {
        let hasContent = ["Body", "NumMedia", "MediaUrl0", "Latitude", "MessageType"].contains(where: fields.contains)
        let status = fields["MessageStatus"] ?? (hasContent ? nil : fields["SmsStatus"])
        guard let status, !(hasContent && (status == "received" || status == "receiving")) else {
            guard hasContent else { throw UnreadableDelivery("neither a message nor a status") }
            return .message
        }
        guard let known = MessageStatusChanged.Status(rawValue: status) else {
            throw UnreadableDelivery("unknown message status")
        }
        return .status(known)
    }

    var kind: EventKind {
        event == .message ? .messageReceived : .messageStatus
    }

    /// With what it is deduplicated: each status of a message comes once, but a failure may come with several errors.
    var key: String {
        guard case .status(let status) = event else { return messageID }
        return "\(messageID):\(status.rawValue)\(fields["ErrorCode"].map { ":\($0)" } ?? "")"
    }

    /// Which way a message went doesn't count: answers are in the same conversation.
    var conversation: String {
        "\(medium.description):\(ours.normalised):\(theirs.normalised)"
    }

    /// The contact's address says it best: ours may be a messaging service, which is no address.
    var medium: Channel.Medium {
        theirs.medium
    }
}
