internal import Providers
internal import Vocabulary

/// A webhook of the WhatsApp Cloud API.
struct WhatsAppSample {
    let occurrence: SampleOccurrence
    /// Whether WhatsApp shows a business-scoped user id and no phone number.
    var hidesNumber = false
    /// How many messages the delivery holds.
    var count = 1

    private static let number = "14155550100"
    private static let numberID = "106540352242922"

    /// The JSON body.
    var body: [UInt8] {
        let change: JSON = ["value": .object(value), "field": .string(field)]
        let entry: JSON = ["id": "102290129340398", "changes": [change]]
        return JSON.object(["object": "whatsapp_business_account", "entry": [entry]]).serialized()
    }

    private var field: String {
        switch occurrence.act {
        case .received, .status: "messages"
        case .sent: "smb_message_echoes"
        default: "message_template_status_update"
        }
    }

    private var value: JSONObject {
        let metadata: JSON = ["display_phone_number": .string(Self.number), "phone_number_id": .string(Self.numberID)]
        let base: JSONObject = ["messaging_product": "whatsapp", "metadata": metadata]
        switch occurrence.act {
        case .received(let message):
            var value = base
            value["contacts"] = [.object(person)]
            value["messages"] = .array((0..<count).map { .object(self.message(message, $0)) })
            return value
        case .sent(let message, _):
            var value = base
            var fields: JSONObject = ["from": .string(Self.number), "to": .string(occurrence.contact.whatsAppID)]
            for member in content(message, id(0)).members { fields[member.name] = member.value }
            value["message_echoes"] = [.object(fields)]
            return value
        case .status(let status):
            var value = base
            value["statuses"] = [.object(self.status(status))]
            return value
        default:
            return [
                "event": "APPROVED", "message_template_id": 594_425_479_261_596,
                "message_template_name": "order_confirmation", "message_template_language": "en_US", "reason": .null,
            ]
        }
    }

    private var person: JSONObject {
        let contact = occurrence.contact
        guard hidesNumber else {
            return [
                "profile": ["name": .string(contact.name)], "wa_id": .string(contact.whatsAppID),
                "user_id": .string(contact.businessScopedID),
            ]
        }
        return ["profile": ["name": .string(contact.name)], "user_id": .string(contact.businessScopedID)]
    }

    private func message(_ message: SampleMessage, _ number: Int) -> JSONObject {
        var fields: JSONObject =
            hidesNumber
            ? ["from_user_id": .string(occurrence.contact.businessScopedID)]
            : ["from": .string(occurrence.contact.whatsAppID)]
        for member in content(message, id(number)).members { fields[member.name] = member.value }
        return fields
    }

    private func id(_ number: Int) -> String {
        let identifier = occurrence.identifier(occurrence.isReceived ? "message" : "echo", occurrence.index)
        return "wamid.\(identifier)\(number == 0 ? "" : ".\(number)")"
    }

    private var seconds: JSON {
        .string(String(occurrence.at.microseconds / 1_000_000))
    }

    private func status(_ status: MessageStatusChanged.Status) -> JSONObject {
        var fields: JSONObject = [
            "id": .string("wamid.\(occurrence.identifier("outbound", occurrence.messageIndex))"),
            "status": .string(status.rawValue), "timestamp": seconds,
            "recipient_id": .string(occurrence.contact.whatsAppID),
        ]
        if status == .failed {
            fields["errors"] = [
                [
                    "code": 131_047, "title": "Re-engagement message", "message": "Re-engagement message",
                    "error_data": ["details": "More than 24 hours have passed since the recipient last replied."],
                ]
            ]
        }
        return fields
    }

    private func content(_ message: SampleMessage, _ id: String) -> JSONObject {
        func file(_ mime: String) -> JSONObject {
            [
                "id": .string(String(occurrence.messageNumber)), "mime_type": .string(mime),
                "sha256": .string(occurrence.identifier("media", occurrence.index)),
            ]
        }
        let (type, body): (String, JSONObject) =
            switch message {
            case .text(let text): ("text", ["body": .string(text)])
            case .image(let caption): ("image", file("image/jpeg").with("caption", .string(caption)))
            case .voice: ("audio", file("audio/ogg; codecs=opus").with("voice", true))
            case .document(let name): ("document", file("application/pdf").with("filename", .string(name)))
            case .location(let label):
                (
                    "location",
                    [
                        "latitude": .decimal("51.4779"), "longitude": .decimal("-0.0015"), "name": .string(label),
                    ]
                )
            case .button(let title):
                (
                    "interactive",
                    ["type": "button_reply", "button_reply": ["id": "choice-1", "title": .string(title)]]
                )
            }
        return ["id": .string(id), "timestamp": seconds, "type": .string(type), type: .object(body)]
    }
}

extension JSONObject {
    fileprivate func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
