import Providers
import TestSupport
import Testing
import Vocabulary

/// Whatever comes in is either read, and then its fact can be read again, or refused with a reason.
struct RubbishTests {
    private static let payloads: [[UInt8]] = [
        RespondIOPayloads.received(), RespondIOPayloads.sent("user"), RespondIOPayloads.event("conversation.closed"),
        RespondIOPayloads.event("contact.tag.updated", ["tag": "x", "action": "add"]),
        RespondIOPayloads.event("comment.created", ["comment": ["id": 1, "text": "x"]]),
        RespondIOPayloads.event("call.ended", ["call": ["callId": 1, "direction": "incoming"]]),
    ].map { JSON.object($0).serialized() }

    private static let forms: [[UInt8]] = [
        "MessageSid=SM1&From=whatsapp%3A%2B447700900118&To=whatsapp%3A%2B14155238886&Body=Caf%C3%A9&NumMedia=1&MediaUrl0=u",
        "MessageSid=SM1&MessageStatus=read&From=whatsapp%3A%2B14155238886&To=whatsapp%3A%2B447700900118&ErrorCode=1",
    ].map { [UInt8]($0.utf8) }

    private static let deliveries: [[UInt8]] = [
        WhatsAppPayloads.message(#""type":"text","text":{"body":"Hi"}"#),
        WhatsAppPayloads.message(#""type":"image","image":{"id":"1","mime_type":"image/jpeg"},"context":{"id":"w0"}"#),
        WhatsAppPayloads.value(
            #""statuses":[{"id":"w1","status":"read","timestamp":"1749416383","recipient_id":"16505551234"},"#
                + #"{"id":"w2","status":"failed","timestamp":"1749416384","recipient_id":"16505551235","errors":[{"code":1}]}]"#
        ),
    ]

    private static func check(_ reader: any WebhookReader, _ body: [UInt8], _ seed: UInt64) throws {
        let headers: HeaderFields = [
            "Content-Type": reader.source == .twilio ? "application/x-www-form-urlencoded" : "application/json",
            "X-Twilio-Signature": "AAAA", "X-Webhook-Signature": "AAAA", "X-Hub-Signature-256": "sha256=00",
            "ElevenLabs-Signature": "t=0,v0=00",
        ]
        let request = WebhookRequest(url: "https://example.com/", headers: headers, body: body)
        let secrets = ProviderSecrets(
            respondIOKeys: ["k"], twilioAuthTokens: ["k"], whatsAppAppSecrets: ["k"], elevenLabsSecrets: ["k"])
        #expect(!reader.isAuthentic(request, secrets, at: Timestamp(microseconds: 0)), "seed \(seed)")
        let delivery: Delivery
        do throws(UnreadableDelivery) {
            delivery = try reader.read(request)
        } catch {
            #expect(!error.reason.isEmpty, "seed \(seed)")
            return
        }
        #expect(delivery.body.content == body, "seed \(seed)")
        #expect(!delivery.key.isEmpty, "seed \(seed)")
        for item in delivery.items {
            guard case .verbatim(let kept, let bytes) = item.body ?? delivery.body else { return }
            #expect(!item.identifiers.isEmpty && !item.key.isEmpty, "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") {
                try reader.fact(kind: item.kind, headers: kept, bytes: bytes)
            }
        }
    }

    @Test func `random bytes`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            try Self.check(WebhookReaders.respondIO, bytes, seed)
            try Self.check(WebhookReaders.twilio, bytes, seed)
            try Self.check(WebhookReaders.whatsApp, bytes, seed)
            try Self.check(WebhookReaders.elevenLabs, bytes, seed)
        }
    }

    @Test func `payloads with changed bytes`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<1500 {
            let all = [Self.forms, Self.payloads, Self.deliveries, [ElevenLabsReadingTests.transcription]][round % 4]
            let reader: any WebhookReader =
                [WebhookReaders.twilio, WebhookReaders.respondIO, WebhookReaders.whatsApp, WebhookReaders.elevenLabs][
                    round % 4]
            var bytes = all.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes[place] = Array(#"{}[]",:0%&=+\"#.utf8).randomElement(using: &generator) ?? 0
                default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &generator), at: place)
                }
            }
            try Self.check(reader, bytes, seed)
        }
    }

    @Test func `payloads with values of another type`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1500 {
            let payload = try JSON(parsing: Self.payloads.randomElement(using: &generator) ?? [])
            try Self.check(WebhookReaders.respondIO, Self.distorted(payload, &generator).serialized(), seed)
            let delivery = try JSON(parsing: Self.deliveries.randomElement(using: &generator) ?? [])
            try Self.check(WebhookReaders.whatsApp, Self.distorted(delivery, &generator).serialized(), seed)
            let call = try JSON(parsing: ElevenLabsReadingTests.transcription)
            try Self.check(WebhookReaders.elevenLabs, Self.distorted(call, &generator).serialized(), seed)
        }
    }

    /// Some values are replaced by ones of any other type, some members are missing.
    private static func distorted(_ value: JSON, _ generator: inout SeededGenerator) -> JSON {
        if Int.random(in: 0..<12, using: &generator) == 0 {
            let others: [JSON] = [
                .null, true, 0, -1, .integer(.max), .decimal("1.5e300"), "", "x\0y", [], [[1]], [:],
                ["id": ["id": .null]],
            ]
            return others.randomElement(using: &generator) ?? .null
        }
        switch value {
        case .array(let elements): return .array(elements.map { distorted($0, &generator) })
        case .object(let object):
            let kept = object.members.filter { _ in Int.random(in: 0..<12, using: &generator) > 0 }
            return .object(JSONObject(kept.map { ($0.name, distorted($0.value, &generator)) }))
        default: return value
        }
    }
}
