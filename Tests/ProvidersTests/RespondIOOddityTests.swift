import Cryptography
import Providers
import Testing
import Vocabulary

struct RespondIOOddityTests {
    @Test(
        "a ping is a delivery without items",
        arguments: [
            [:], ["event_type": "ping"], ["event": "test"], ["event": "webhook.test", "data": [:]], ["type": "ping"],
            ["event_type": .null],
            ["event_type": ""], ["contact": ["id": 1]],
        ] as [JSONObject])
    func pings(_ payload: JSONObject) throws {
        let delivery = try readRespondIO(payload).delivery
        #expect(delivery.items.isEmpty)
        let bytes = JSON.object(payload).serialized()
        #expect(delivery.body == .verbatim(headers: ["content-type": "application/json"], bytes: bytes))
        #expect(delivery.key == "sha256/\(SHA256.hash(bytes).hex)")
    }

    @Test(
        "what can't be read says why, and quotes nothing",
        arguments: [
            (#"{"event_type":"message.exploded","contact":{"id":1}}"#, "unknown event type"),
            (#"{"event_type":"message.received","message":{"messageId":5}}"#, "the event names no contact"),
            (#"{"event_type":"message.received","contact":{"id":1}}"#, "the message has no id"),
            (#"{"event_type":"comment.created","contact":{"id":1}}"#, "the comment has no text"),
            (#"{"event_type":"contact.updated","contact":{"phone":"unknown"}}"#, "the event names no contact"),
            ("[]", "the body is not a JSON object"), ("7", "the body is not a JSON object"),
            ("", "the body is not JSON: the text ends too early, at byte 0"),
            ("secret", "the body is not JSON: a byte that can't stand here, at byte 0"),
            (#"{"a":1,"a":2}"#, "the body is not JSON: a name that comes twice in one object, at byte 13"),
        ])
    func unreadable(_ body: String, _ reason: String) {
        let request = WebhookRequest(url: "https://example.com/", headers: [:], body: [UInt8](body.utf8))
        #expect(throws: UnreadableDelivery(reason)) { try WebhookReaders.respondIO.read(request) }
    }

    @Test(
        "the key is the event's id, else the thing's, else the moment's, else the body's",
        arguments: [
            (
                [
                    "event_type": "message.received", "event_id": "e1", "message": ["messageId": 5],
                    "contact": ["id": 1],
                ], "e1"
            ),
            (
                ["event_type": "message.received", "event_id": 77, "message": ["messageId": 5], "contact": ["id": 1]],
                "77"
            ),
            (
                ["event_type": "message.received", "message": ["messageId": 5], "contact": ["id": 1]],
                "message.received/id/5"
            ),
            (["event_type": "message.sent", "message": ["messageId": "5"], "contact": ["id": 1]], "message.sent/id/5"),
            (
                [
                    "event_type": "message.received", "event_id": .null, "message": ["messageId": 5],
                    "contact": ["id": 1],
                ], "message.received/id/5"
            ),
            (
                ["event_type": "comment.created", "comment": ["id": 3, "text": "x"], "contact": ["id": 1]],
                "comment.created/id/3"
            ),
            (["event_type": "call.ended", "call": ["callId": "c"], "contact": ["id": 1]], "call.ended/id/c"),
            (
                ["event_type": "contact.updated", "timestamp": 1_749_416_383, "contact": ["id": 1]],
                "contact.updated/1/1749416383"
            ),
            (["event_type": "conversation.opened", "timestamp": "t", "contact": ["id": 1]], "conversation.opened/1/t"),
        ] as [(JSONObject, String)])
    func keys(_ payload: JSONObject, _ key: String) throws {
        let (delivery, item, _) = try readRespondIO(payload)
        #expect(item?.key == key)
        #expect(delivery.key == key)
    }

    @Test func `without anything else the body is the key`() throws {
        let payload: JSONObject = ["event_type": "contact.updated", "contact": ["id": 1]]
        let digest = SHA256.hash(JSON.object(payload).serialized()).hex
        #expect(try readRespondIO(payload).item?.key == "sha256/\(digest)")
    }

    @Test(
        "a time is read in every unit, and an unreadable one is none",
        arguments: [
            (1_749_416_383, "2025-06-08T20:59:43Z"), (1_749_416_383_123, "2025-06-08T20:59:43.123Z"),
            (1_749_416_383_123_456, "2025-06-08T20:59:43.123456Z"), ("1749416383", "2025-06-08T20:59:43Z"),
            ("2025-06-08T22:59:43+02:00", "2025-06-08T20:59:43Z"), (0, nil), (-5, nil), (.integer(.max), nil),
            ("yesterday", nil), (.null, nil),
            (.decimal("1e9"), nil), (true, nil), ([:], nil),
        ] as [(JSON, String?)])
    func times(_ time: JSON, _ expected: String?) throws {
        let message: JSON = ["messageId": 5, "timestamp": time, "message": ["type": "text"]]
        let item = try readRespondIO(["event_type": "message.received", "message": message, "contact": ["id": 1]]).item
        #expect(item != nil)
        #expect(item?.occurredAt == expected.flatMap(Timestamp.init))
    }

    @Test func `ids are the same as numbers and as texts`() throws {
        let number = try readRespondIO([
            "event_type": "message.received", "message": ["messageId": 5], "contact": ["id": 1],
        ])
        let text = try readRespondIO([
            "event_type": "message.received", "message": ["messageId": "5"], "contact": ["id": "1"],
        ])
        #expect(number.item == text.item)
        #expect(number.fact == text.fact)
    }

    @Test func `a contact is found by the message, or by phone or e-mail alone`() throws {
        func first(_ payload: JSONObject) throws -> ContactIdentifier? {
            try readRespondIO(payload).item?.identifiers.first
        }
        let message: JSON = ["messageId": 5, "contactId": 9]
        #expect(
            try first(["event_type": "message.received", "message": message])
                == ContactIdentifier(.provider(.respondIO), "9"))
        let phone: JSON = ["phone": "0044 7700 900118"]
        let byPhone: JSONObject = ["event_type": "message.received", "message": ["messageId": 5], "contact": phone]
        #expect(try first(byPhone) == ContactIdentifier(.phone, "+447700900118"))
        #expect(try readRespondIO(byPhone).item?.conversation == "contact:+447700900118")
        let email: JSON = ["email": "A@b.example"]
        let byEmail: JSONObject = ["event_type": "message.received", "message": ["messageId": 5], "contact": email]
        #expect(try first(byEmail) == ContactIdentifier(.email, "a@b.example"))
    }

    @Test func `a number that can't be read so is kept as it is, and identifies nobody`() throws {
        let payload: JSONObject = [
            "event_type": "message.received", "message": ["messageId": 5],
            "contact": ["id": 1, "phone": "ext. 12", "email": "n/a"],
        ]
        let (_, item, fact) = try readRespondIO(payload)
        #expect(item?.identifiers == [ContactIdentifier(.provider(.respondIO), "1")])
        guard case .messageReceived(let message) = fact else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.contact.phone == "ext. 12")
        #expect(message.contact.email == "n/a")
    }

    @Test func `U+0000 stays in the body and is replaced in facts`() throws {
        let payload = RespondIOPayloads.event("contact.updated", ["tag\0": "x"])
        var odd = payload
        odd["contact"] = [
            "id": "4\u{0}2", "name": "A\0B", "customFields": ["k\0": ["v\0", ["n": "\0"]]], "tags": ["t\0"],
        ]
        let (delivery, item, fact) = try readRespondIO(odd)
        #expect(delivery.body.content == JSON.object(odd).serialized())
        #expect(item?.identifiers == [ContactIdentifier(.provider(.respondIO), "4\u{FFFD}2")])
        var contact = ContactProfile()
        contact.providerID = "4\u{FFFD}2"
        contact.name = "A\u{FFFD}B"
        contact.customFields = ["k\u{FFFD}": ["v\u{FFFD}", ["n": "\u{FFFD}"]]]
        contact.tags = ["t\u{FFFD}"]
        #expect(fact == .contactUpdated(ContactUpdated(contact: contact)))
        // A backslash before `u0000` makes it six harmless characters.
        let harmless = try readRespondIO(RespondIOPayloads.received(["type": "text", "text": #"\u0000"#])).fact
        guard case .messageReceived(let message) = harmless else {
            Issue.record("not a message.received")
            return
        }
        #expect(message.content.text == #"\u0000"#)
    }

    @Test func `only the content type is kept of the headers`() throws {
        let request = WebhookRequest(
            url: "https://example.com/",
            headers: [
                "X-Webhook-Signature": "c2VjcmV0", "Content-Type": "application/json", "Authorization": "Bearer x",
            ],
            body: [UInt8]("{}".utf8))
        let body = try WebhookReaders.respondIO.read(request).body
        #expect(body == .verbatim(headers: ["content-type": "application/json"], bytes: [UInt8]("{}".utf8)))
    }

    @Test func `a stored event of a kind that Respond.io doesn't have can't be read`() {
        let bytes = JSON.object(RespondIOPayloads.received()).serialized()
        #expect(throws: UnreadableDelivery.self) {
            try WebhookReaders.respondIO.fact(kind: .messageStatus, headers: [:], bytes: bytes)
        }
    }
}
