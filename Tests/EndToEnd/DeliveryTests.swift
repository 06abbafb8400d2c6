import Cryptography
import Curl
import Postgres
import Providers
import Testing
import Vocabulary

extension EndToEnd {
    /// What becomes of a webhook, and what its sender is told.
    @Suite struct DeliveryTests {
        /// All forms in which the two providers deliver.
        static let forms: [(source: Source, event: String)] = [
            (.respondIO, "message.received"), (.respondIO, "guide.message.received"), (.respondIO, "ping"),
            (.twilio, "message.received"), (.twilio, "message.received.image"), (.twilio, "message.status.delivered"),
        ]

        @Test func `a webhook sent twice is one event, and both answers are 200`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    for (count, form) in Self.forms.enumerated() {
                        for _ in 0..<2 {
                            let response = try await server.deliver(form.event, from: form.source, index: count)
                            #expect(response.status == 200, "\(form): \(response.text)")
                        }
                        #expect(try await installation.eventCount() == Int64(count + 1), "\(form)")
                    }
                    let kinds = try await server.events("").compactMap { $0["kind"]?.string }
                    #expect(
                        kinds == [
                            "message.received", "message.received", "delivery.received", "message.received",
                            "message.received", "message.status",
                        ])
                }
            }
        }

        @Test func `each provider gets the answer that it understands`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let plain = try await server.deliver("message.received")
                    #expect(try plain.json() == ["status": "ok", "event": "message.received"])
                    let twiML = try await server.deliver("message.received", from: .twilio)
                    #expect(twiML.text == #"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#)
                    #expect(twiML.headers["Content-Type"]?.hasPrefix("text/xml") == true)
                }
            }
        }

        @Test func `the same id with another content is kept as a conflict, once, and answered 200`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let first = try server.sample("message.received")
                    let other = Server.signedByRespondIO(first.body.replacing("Front desk", with: "Back desk"))
                    for request in [first, other, other, first] {
                        #expect(try await server.deliver(request, from: .respondIO).status == 200)
                    }
                    let form = try server.sample("message.received", from: .twilio)
                    let otherForm = server.signedByTwilio(form.body.replacing("NumSegments=1", with: "NumSegments=2"))
                    for request in [form, otherForm, otherForm, form] {
                        #expect(try await server.deliver(request, from: .twilio).status == 200)
                    }
                    let events = try await server.events()
                    #expect(
                        events.map { $0["kind"]?.string } == [
                            "message.received", "delivery.conflicted", "message.received", "delivery.conflicted",
                        ])
                    #expect(events.map { $0["cause"]?.integer } == [nil, 0, nil, 2])
                    #expect(events[1]["body"]?["text"]?.string == String(decoding: other.body, as: UTF8.self))
                    #expect(events[3]["body"]?["text"]?.string == String(decoding: otherForm.body, as: UTF8.self))
                }
            }
        }

        @Test func `a wrong or missing signature is 401 and stores nothing`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let json = try server.sample("message.received").body
                    let form = try server.sample("message.received", from: .twilio)
                    let stranger = HMACKey(.sha256, key: Array("another secret".utf8))
                    let signed = Server.signedByRespondIO(json)
                    let forgeries: [(Source, WebhookRequest)] = [
                        (.respondIO, WebhookRequest(url: "", headers: [:], body: json)),
                        (.respondIO, .signed(json, "X-Webhook-Signature", "")),
                        (.respondIO, .signed(json, "X-Webhook-Signature", "c2lnbmF0dXJl")),
                        (.respondIO, .signed(json, "X-Webhook-Signature", Base64.encode(stranger.authenticate(json)))),
                        (.respondIO, .signed(json, "x-respond-io-signature", Hex.encode(stranger.authenticate(json)))),
                        (.respondIO, WebhookRequest(url: "", headers: signed.headers, body: json + [0x20])),
                        (.twilio, WebhookRequest(url: "", headers: ["Content-Type": Self.form], body: form.body)),
                        (.twilio, WebhookRequest(url: "", headers: form.headers, body: form.body + Array("&a=b".utf8))),
                        (.twilio, .signed(form.body, "X-Twilio-Signature", "c2lnbmF0dXJl", type: Self.form)),
                        (.twilio, WebhookRequest(url: "", headers: signed.headers, body: json)),
                    ]
                    for (number, (source, request)) in forgeries.enumerated() {
                        let response = try await server.deliver(request, from: source)
                        #expect(response.status == 401, "forgery \(number): \(response.text)")
                        #expect(response.errorCode == "invalid_signature", "forgery \(number)")
                    }
                    #expect(try await installation.eventCount() == 0)
                    #expect(try await installation.value("SELECT count(*) FROM subject_keys", as: Int64.self) == 0)
                }
            }
        }

        @Test func `Twilio's signature is checked against the public URL, and no other`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation, "--public-url", "https://hooks.example.com") { server in
                    let form = try server.sample("message.received", from: .twilio).body
                    let local = try await server.deliver(server.signedByTwilio(form), from: .twilio)
                    #expect(local.status == 401)
                    let signed = server.signedByTwilio(form, publicURL: "https://hooks.example.com")
                    #expect(try await server.deliver(signed, from: .twilio).status == 200)
                    #expect(try await installation.eventCount() == 1)
                }
            }
        }

        @Test func `rubbish with a right signature is answered 200 and kept in quarantine`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let bodies: [[UInt8]] = [
                        Array("this is no JSON".utf8), [0xFF, 0xFE, 0x00, 0x80], Array("[1, 2, 3]".utf8),
                        Array(#"{"event_type": "moon.landed"}"#.utf8), [],
                    ]
                    for body in bodies {
                        let response = try await server.deliver(Server.signedByRespondIO(body), from: .respondIO)
                        #expect(response.status == 200, "\(response.text)")
                    }
                    let form = Array("MessageSid=SM1&Body=nobody+says+who".utf8)
                    #expect(try await server.deliver(server.signedByTwilio(form), from: .twilio).status == 200)
                    let events = try await server.events()
                    #expect(events.map { $0["kind"]?.string } == Array(repeating: "delivery.quarantined", count: 6))
                    #expect(events.first?["body"]?["text"]?.string == "this is no JSON")
                    #expect(events[1]["body"]?["base64"]?.string == Base64.encode(bodies[1]))
                }
            }
        }

        @Test(arguments: [
            (Source.respondIO, "RESPOND_IO_WEBHOOK_SECRET"), (.twilio, "TWILIO_AUTH_TOKEN"),
            (.whatsApp, "WHATSAPP_APP_SECRET"),
        ])
        func `without the provider's secret the answer is 503 and says what to set`(
            source: Source, variable: String
        ) async throws {
            try await Installation.with { installation in
                try await Server.with(installation, changes: [variable: nil]) { server in
                    let response = try await server.deliver("message.received", from: source)
                    #expect(response.status == 503)
                    #expect(response.errorCode == "not_configured")
                    #expect(response.text.contains(variable))
                    #expect(response.headers["Retry-After"] != nil)
                    #expect(server.process.errors.contains(variable), "the start-up output doesn't say why")
                    let other: Source = source == .twilio ? .respondIO : .twilio
                    #expect(try await server.deliver("message.received", from: other).status == 200)
                    #expect(try await installation.eventCount() == 1)
                }
            }
        }

        private static let form = "application/x-www-form-urlencoded"
    }
}

extension WebhookRequest {
    /// A request with any signature.
    fileprivate static func signed(
        _ body: [UInt8], _ header: String, _ signature: String, type: String = "application/json"
    ) -> WebhookRequest {
        WebhookRequest(url: "", headers: ["Content-Type": type, header: signature], body: body)
    }
}

extension [UInt8] {
    /// The same text with a part of it replaced.
    fileprivate func replacing(_ part: String, with other: String) -> [UInt8] {
        Array(String(decoding: self, as: UTF8.self).replacing(part, with: other).utf8)
    }
}
