internal import Vocabulary

/// A message from WhatsApp Web, as the Izer system's connectors hand it over.
struct IzerMessage {
    let root: JSONObject
    let id: String
    let text: String?
    let chatName: String?
    /// The sender's number in E.164; some senders hide it.
    let phone: String?

    /// The longest id or name, in bytes.
    private static let nameLength = 512

    /// - Throws: `UnreadableDelivery`, naming the field that is missing or wrong.
    init(_ root: JSONObject) throws(UnreadableDelivery) {
        self.root = root
        guard let id = root.text("message_id"), id.utf8.count <= Self.nameLength else {
            throw UnreadableDelivery("the field message_id is needed, as a text of 1 to \(Self.nameLength) bytes")
        }
        self.id = id
        for name in ["current_message", "chat_name", "chat_time", "group_name", "chat_id", "author", "message_type"] {
            guard let value = root[name], !value.isNull else { continue }
            guard value.text != nil else { throw UnreadableDelivery("the field \(name) must be a text") }
        }
        for name in ["is_vip", "is_group", "from_me"] {
            guard let value = root[name], !value.isNull else { continue }
            guard value.bool != nil else { throw UnreadableDelivery("the field \(name) must be true or false") }
        }
        if let history = root["history"], !history.isNull,
            history.array?.allSatisfy({ $0.object != nil }) != true
        {
            throw UnreadableDelivery("the field history must be an array of objects")
        }
        text = root.text("current_message")
        chatName = root.text("chat_name")
        phone = root.text("phone_number").flatMap { number in
            // WhatsApp's own ids are numbers without their plus.
            let digits = number.prefix { $0 != "@" }
            return PhoneNumber(String(digits))?.e164
        }
        let media = root.object("media")
        guard text != nil || media != nil || form != .text else {
            throw UnreadableDelivery("the field current_message is needed: what was written")
        }
        guard root.text("phone_number") != nil || root.text("chat_id", "author") != nil || chatName != nil else {
            throw UnreadableDelivery("one of phone_number, chat_id and chat_name is needed: who wrote")
        }
    }

    var isGroup: Bool {
        root["is_group"]?.bool ?? (root.text("group_name") != nil || root.text("chat_id")?.hasSuffix("@g.us") == true)
    }

    /// The group's name, or else its id.
    var group: String? {
        isGroup ? root.text("group_name") ?? chatName ?? root.text("chat_id") : nil
    }

    /// Whether a colleague wrote it, on the telephone itself.
    var isOurs: Bool { root["from_me"]?.bool ?? false }

    /// What its type says; connectors that name none send texts, or files that say what they are.
    var form: MessageContent.Form {
        switch root.text("message_type")?.lowercasedASCII {
        case "text", "chat": .text
        case "image": .image
        case "video": .video
        case "audio", "voice", "ptt": .audio
        case "document": .document
        case "sticker": .sticker
        case "location", "live_location": .location
        case "contact", "contacts", "vcard", "multi_vcard": .contacts
        case "reaction": .reaction
        case "order", "product": .order
        case nil:
            if let media = root.object("media") {
                MessageContent.Form(contentType: media.text("mimetype", "mime_type"))
            } else {
                .text
            }
        default: .unsupported
        }
    }

    var occurredAt: Timestamp? { Timestamp(reading: root["chat_time"]) }

    /// Whether it brings what others wrote, or a file: then its event holds the message alone, and stays the same however much
    /// comes along when it is handed over again.
    var hasCompany: Bool {
        root["history"]?.array?.isEmpty == false || root.object("media")?["data"] != nil
    }

    /// A body of the same form with nothing but the message.
    var payload: JSON {
        var root = root
        root["history"] = nil
        if var media = root.object("media") {
            media["data"] = nil
            root["media"] = .object(media)
        }
        return .object(root)
    }
}

extension IzerMessage {
    func item(body: EventBody?) -> DeliveryItem {
        DeliveryItem(
            kind: isOurs ? .messageSent : .messageReceived, key: id, identifiers: identifiers,
            conversation: conversation, occurredAt: occurredAt, body: body)
    }

    var fact: Fact {
        let channel = Channel(medium: .whatsApp, id: "whatsapp-web", name: group)
        let media = root.object("media").map {
            MessageContent.Media(
                url: "whatsapp-web:\(id)", contentType: $0.text("mimetype", "mime_type"), fileName: $0.text("filename"))
        }
        let content = MessageContent(form: form, text: text, media: media.map { [$0] } ?? [])
        guard isOurs else {
            return .messageReceived(
                MessageReceived(messageID: id, contact: contact, channel: channel, content: content))
        }
        return .messageSent(
            MessageSent(
                messageID: id, contact: contact, channel: channel, content: content,
                sender: MessageSent.Sender(nature: .human, source: "whatsapp_web")))
    }

    /// The number, by which other channels know the person; else WhatsApp's id of him; else what the chat is called.
    private var identifiers: [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let phone { identifiers.append(ContactIdentifier(.phone, phone)) }
        if let own { identifiers.append(ContactIdentifier(.provider(.izer), own)) }
        return identifiers.isEmpty ? [ContactIdentifier(.provider(.izer), "chat:\(chatName ?? id)")] : identifiers
    }

    /// WhatsApp's id of the person: of who wrote in a group, or else of the chat.
    private var own: String? {
        if let number = root.text("phone_number"), phone == nil { return number }
        return isGroup ? root.text("author").flatMap { $0.hasPrefix("+") ? nil : $0 } : root.text("chat_id")
    }

    private var conversation: String {
        isGroup
            ? "group:\(root.text("chat_id") ?? group ?? "")"
            : "chat:\(phone ?? root.text("chat_id", "phone_number") ?? chatName ?? "")"
    }

    private var contact: ContactProfile {
        var contact = ContactProfile()
        contact.phone = phone
        contact.providerID = own
        // In a group the chat is called as the group is.
        contact.name = isGroup ? nil : chatName
        return contact
    }
}
