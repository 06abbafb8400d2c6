import Vocabulary

/// A message as Twilio's API lists it (`GET /2010-04-01/Accounts/{Sid}/Messages.json`): lower-case names, dates of RFC 2822.
struct TwilioMessageResource {
    /// What marks the body of an event that was made of one.
    static let form = "message-resource"

    let fields: JSONObject
    let messageID: String
    let isInbound: Bool
    /// The contact's address, whoever wrote.
    let theirs: TwilioAddress
    let ours: TwilioAddress

    init(_ bytes: [UInt8]) throws(UnreadableDelivery) {
        fields = try JSONObject(storable: bytes)
        guard let id = fields.text("sid") else { throw UnreadableDelivery("the message has no sid") }
        guard let direction = fields.text("direction"), direction == "inbound" || direction.hasPrefix("outbound") else {
            throw UnreadableDelivery("the message is neither inbound nor outbound")
        }
        messageID = id
        isInbound = direction == "inbound"
        let (from, to) = (fields.text("from") ?? fields.text("messaging_service_sid"), fields.text("to"))
        guard let from, let to else { throw UnreadableDelivery("the message lacks an address") }
        theirs = TwilioAddress(isInbound ? from : to)
        ours = TwilioAddress(isInbound ? to : from)
    }

    /// The message, and of one of ours how far it got: under the keys that their webhooks have.
    static func delivery(_ bytes: [UInt8]) throws(UnreadableDelivery) -> ImportedDelivery {
        let message = try Self(bytes)
        let dates = ["date_sent", "date_created"].lazy.compactMap {
            message.fields.text($0).flatMap(Timestamp.init(mail:))
        }
        guard let time = dates.first else { throw UnreadableDelivery("the message has no date") }
        let updated = message.fields.text("date_updated").flatMap(Timestamp.init(mail:)) ?? time
        func item(_ kind: EventKind, _ key: String, _ time: Timestamp) -> DeliveryItem {
            DeliveryItem(
                kind: kind, key: key, identifiers: [message.theirs.identifier], conversation: message.conversation,
                occurredAt: time)
        }
        var items = [item(message.isInbound ? .messageReceived : .messageSent, message.messageID, time)]
        if let status = message.status {
            let code = message.fields.text("error_code").map { ":\($0)" } ?? ""
            items.append(item(.messageStatus, "\(message.messageID):\(status.rawValue)\(code)", updated))
        }
        return ImportedDelivery(
            source: .twilio,
            delivery: Delivery(
                items: items, body: .verbatim(headers: ["form": .string(form)], bytes: bytes), eventName: nil,
                key: message.messageID),
            receivedAt: time, keepsDelivery: false)
    }

    /// What it says as an event of a kind.
    func fact(kind: EventKind) throws(UnreadableDelivery) -> Fact {
        switch kind {
        case .messageReceived where isInbound:
            return .messageReceived(
                MessageReceived(messageID: messageID, contact: contact, channel: channel, content: content))
        case .messageSent where !isInbound:
            let sender = MessageSent.Sender(nature: .unknown, source: fields.text("direction"))
            return .messageSent(
                MessageSent(
                    messageID: messageID, contact: contact, channel: channel, content: content, sender: sender))
        case .messageStatus:
            guard let status else { throw UnreadableDelivery("unknown message status") }
            return .messageStatus(
                MessageStatusChanged(
                    messageID: messageID, status: status, contact: contact, channel: channel,
                    errorCode: fields.text("error_code"), errorMessage: fields.text("error_message")))
        default: throw UnreadableDelivery("Twilio's message is of another kind")
        }
    }

    private var conversation: String {
        "\(theirs.medium.description):\(ours.normalised):\(theirs.normalised)"
    }

    /// How far a message of ours got.
    private var status: MessageStatusChanged.Status? {
        isInbound ? nil : fields.text("status").flatMap(MessageStatusChanged.Status.init)
    }

    private var contact: ContactProfile {
        var profile = ContactProfile()
        profile.phone = theirs.phone
        profile.providerID = theirs.phone == nil ? theirs.identifier.value : nil
        return profile
    }

    private var channel: Channel {
        let service = fields.text("messaging_service_sid")
        return Channel(
            medium: theirs.medium, id: service, address: ours.value == service ? nil : ours.normalised)
    }

    /// A list tells how many files there are, and where they are listed, but not of what type.
    private var content: MessageContent {
        let count = fields.text("num_media").flatMap { Int($0) } ?? 0
        let list = fields.object("subresource_uris")?.text("media")
        let media = count > 0 ? list.map { MessageContent.Media(url: "https://api.twilio.com\($0)") } : nil
        return MessageContent(
            form: count > 0 ? .document : .text, text: fields.text("body"), media: media.map { [$0] } ?? [])
    }
}
