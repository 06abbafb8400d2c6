internal import Vocabulary

/// A message from WhatsApp Web, as the Izer system's connectors hand it over.
struct IzerSample {
    let occurrence: SampleOccurrence
    /// Whether it was written in a group.
    var isGroup = false
    /// Whether its sender is one of those who come first.
    var isVIP = false

    /// The JSON body.
    var body: [UInt8] {
        let contact = occurrence.contact
        var root: JSONObject = [
            "message_id": .string(
                "\(isOurs)_\(contact.whatsAppID)@c.us_\(occurrence.identifier("web", occurrence.index))"),
            "chat_time": .string(occurrence.at.description), "chat_name": .string(isGroup ? Self.group : contact.name),
            "phone_number": .string(contact.phone),
            "chat_id": .string(isGroup ? "120363025246125486@g.us" : "\(contact.whatsAppID)@c.us"),
            "current_message": .string(message.text ?? ""), "message_type": .string(type),
            "history": [
                [
                    "sender": .string(contact.name), "content": "Hello",
                    "timestamp": .string(occurrence.at.advanced(by: .seconds(-60)).description), "type": "text",
                    "from_me": false,
                ]
            ],
            "is_vip": .bool(isVIP), "is_group": .bool(isGroup), "from_me": .bool(isOurs),
        ]
        if isGroup {
            root["group_name"] = .string(Self.group)
            root["author"] = .string("\(contact.whatsAppID)@c.us")
        }
        if case .image = message {
            root["media"] = ["mimetype": "image/png", "filename": "sample.png", "size": 3, "data": "AAAA"]
        }
        return JSON.object(root).serialized()
    }

    private static let group = "Sales Team"

    private var isOurs: Bool {
        if case .sent = occurrence.act { true } else { false }
    }

    private var message: SampleMessage {
        switch occurrence.act {
        case .received(let message), .sent(let message, _): message
        default: .text("")
        }
    }

    private var type: String {
        if case .image = message { "image" } else { "text" }
    }
}
