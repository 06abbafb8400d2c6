internal import Vocabulary

/// A message, a status or an echo in a WhatsApp webhook.
struct WhatsAppPart {
    /// Which of them it is, by the name of the list that holds it.
    enum Form: String, CaseIterable {
        /// A contact wrote.
        case message = "messages"
        /// How far a message of ours got.
        case status = "statuses"
        /// A colleague wrote in the WhatsApp Business app.
        case echo = "message_echoes"
    }

    let element: WhatsAppPayload.Element
    let fields: JSONObject
    /// WhatsApp's id of the message.
    let messageID: String
    let numberID: String
    /// What the change tells of the person, where it does.
    let person: JSONObject

    /// - Throws: `UnreadableDelivery` when it names no message, no number of ours or nobody.
    init(_ element: WhatsAppPayload.Element) throws(UnreadableDelivery) {
        guard let fields = element.value.object, let messageID = fields.text("id") else {
            throw UnreadableDelivery("a message or status has no id")
        }
        guard let numberID = element.change.numberID else {
            throw UnreadableDelivery("the message names no number of ours")
        }
        self.element = element
        self.fields = fields
        self.messageID = messageID
        self.numberID = numberID
        person = Self.person(element.form, fields, element.change.value)
        guard whatsAppID != nil || userID != nil else { throw UnreadableDelivery("the message names no contact") }
    }

    /// The entry of the change's contacts that is of the person in question.
    private static func person(_ form: Form, _ fields: JSONObject, _ value: JSONObject) -> JSONObject {
        let people = (value["contacts"]?.array ?? []).compactMap(\.object)
        let (address, userID) = (address(form, fields), userID(form, fields))
        // Where nobody is named the only one who is told of is meant; else he may be another one's contact.
        guard address != nil || userID != nil else { return people.count == 1 ? people[0] : [:] }
        return people.first { person in
            if let userID, userID == person.text("user_id") { return true }
            guard let address, let other = person.text("wa_id") else { return false }
            return address == other || isOneLine(address, other)
        } ?? [:]
    }

    /// Whether two WhatsApp ids are forms of one number: in some countries a message and its contact have different ones.
    private static func isOneLine(_ a: String, _ b: String) -> Bool {
        guard let number = NumberVariants.canonical("+\(a)") else { return false }
        return number == NumberVariants.canonical("+\(b)")
    }

    /// Where the message came from, or went.
    private static func address(_ form: Form, _ fields: JSONObject) -> String? {
        switch form {
        case .message: fields.text("from")
        case .status: fields.text("recipient_participant_id", "recipient_id")
        case .echo: fields.text("to")
        }
    }

    private static func userID(_ form: Form, _ fields: JSONObject) -> String? {
        switch form {
        case .message: fields.text("from_user_id")
        case .status: fields.text("recipient_user_id")
        case .echo: fields.text("to_user_id")
        }
    }

    var form: Form { element.form }

    /// The business-scoped user id.
    var userID: String? {
        Self.userID(form, fields) ?? person.text("user_id")
    }

    /// The id that WhatsApp makes of a phone number; some people have none that we see.
    var whatsAppID: String? {
        person.text("wa_id") ?? Self.address(form, fields)
    }

    var kind: EventKind {
        switch form {
        case .message: .messageReceived
        case .status: .messageStatus
        case .echo: .messageSent
        }
    }

    /// What `read` gives of it. Its fact has been read, so that it can be read again.
    ///
    /// - Parameter body: its own, where the delivery holds others as well.
    func item(body: EventBody?) throws(UnreadableDelivery) -> DeliveryItem {
        _ = try fact()
        return DeliveryItem(
            kind: kind, key: try key(), identifiers: identifiers, conversation: conversation,
            occurredAt: Timestamp(reading: fields["timestamp"]), body: body)
    }

    /// With what it is deduplicated: each status of a message comes once, but a failure may come with several errors.
    private func key() throws(UnreadableDelivery) -> String {
        guard form == .status else { return messageID }
        return "\(messageID):\(try status().rawValue)\(error?.text("code").map { ":\($0)" } ?? "")"
    }

    /// Which way a message went doesn't count: answers are in the same conversation. A group is one by itself.
    private var conversation: String {
        let other = group.map { "group:\($0)" } ?? phone ?? whatsAppID ?? userID ?? ""
        return "whatsapp:\(numberID):\(other)"
    }

    private var group: String? {
        fields.text("group_id") ?? (fields.text("recipient_type") == "group" ? fields.text("recipient_id") : nil)
    }

    /// A webhook's body of the same form that holds nothing else, of nobody else.
    var payload: JSON {
        element.payload(people: person.isEmpty ? nil : [.object(person)])
    }
}
