import Providers
import Vocabulary

/// Payloads in the form that Respond.io really sends.
enum RespondIOPayloads {
    static let contact: JSON = [
        "id": 310_042, "firstName": "Ada", "lastName": "Byron", "phone": "+44 7700 900-118", "email": "Ada@Example.org",
        "language": "en", "profilePic": "https://cdn.example.com/a.jpg", "countryCode": "GB", "status": "open",
        "assignee": ["id": 7, "firstName": "Grace", "lastName": "Hopper", "email": "grace@example.net"],
        "lifecycle": "New Lead", "created_at": 1_749_000_000, "tags": ["guest", ["id": 3, "name": "vip"]],
        "custom_fields": [["name": "timezone", "value": "Europe/London"], ["name": "age", "value": .null]],
    ]

    static let channel: JSON = ["id": 5208, "name": "Front desk", "source": "whatsapp_cloud", "meta": "{}"]

    static func message(_ traffic: String, _ content: JSON) -> JSON {
        [
            "messageId": 1_749_416_383_123_456, "channelMessageId": "wamid.1", "contactId": 310_042, "channelId": 5208,
            "traffic": .string(traffic), "timestamp": 1_749_416_383_123, "message": content,
        ]
    }

    static func received(_ content: JSON = ["type": "text", "text": "Hello"]) -> JSONObject {
        [
            "event_type": "message.received", "event_id": "5a1f0c9e-0f5c-4b0e-9a39-2f1f53c1d9aa", "contact": contact,
            "message": message("incoming", content), "channel": channel,
        ]
    }

    static func sent(_ source: JSON) -> JSONObject {
        [
            "event_type": "message.sent", "event_id": "e2", "contact": contact,
            "message": message("outgoing", ["type": "text", "text": "Hi"]), "channel": channel,
            "sender": ["source": source, "userId": 7, "teamId": .null, "workflowId": .null],
        ]
    }

    /// An event about the contact of every payload.
    static func event(_ name: String, _ details: JSONObject = [:]) -> JSONObject {
        var payload: JSONObject = ["event_type": .string(name), "event_id": "e3", "contact": contact]
        for member in details { payload[member.name] = member.value }
        return payload
    }

    /// What a complete contact is read as.
    static var profile: ContactProfile {
        var profile = ContactProfile()
        profile.providerID = "310042"
        profile.name = "Ada Byron"
        profile.phone = "+447700900118"
        profile.email = "ada@example.org"
        profile.language = "en"
        profile.country = "GB"
        profile.avatarURL = "https://cdn.example.com/a.jpg"
        profile.lifecycle = "New Lead"
        profile.status = "open"
        profile.assignee = Assignee(id: "7", name: "Grace Hopper", email: "grace@example.net")
        profile.tags = ["guest", "vip"]
        profile.customFields = ["timezone": "Europe/London", "age": .null]
        return profile
    }
}

/// Reads a payload as a webhook, and the fact of its only item from the stored body.
func readRespondIO(_ payload: JSONObject) throws -> (delivery: Delivery, item: DeliveryItem?, fact: Fact?) {
    let request = WebhookRequest(
        url: "https://example.com/webhook/respond-io", headers: ["Content-Type": "application/json"],
        body: JSON.object(payload).serialized())
    let delivery = try WebhookReaders.respondIO.read(request)
    guard let item = delivery.items.first, case .verbatim(let headers, let bytes) = delivery.body else {
        return (delivery, nil, nil)
    }
    return (delivery, item, try WebhookReaders.respondIO.fact(kind: item.kind, headers: headers, bytes: bytes))
}
