import Curl
import Ledger
import Providers
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct WebhookTests {
    /// The same message of the same event, with this text.
    private static func message(_ text: String) -> WebhookRequest {
        TestServer.signedByRespondIO(
            #"{"event_type":"message.received","event_id":"e1","contact":{"id":7,"phone":"+15550100"},"#
                + #""message":{"messageId":9,"traffic":"incoming","timestamp":1760000000000,"#
                + #""message":{"type":"text","text":"\#(text)"}},"channel":{"id":1,"source":"whatsapp"}}"#)
    }

    @Test(arguments: ["message.received", "guide.message.received"])
    func `A webhook of Respond.io is in the ledger when it is answered, in either form`(event: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.deliver(try server.sample(.respondIO, event), to: "/webhook/respond-io")
            #expect(answer.status == 200)
            #expect(answer.text == #"{"status":"ok","event":"message.received"}"#)
            #expect(try await server.kinds() == [.messageReceived])
        }
    }

    @Test func `A webhook of Twilio is answered with TwiML that sends nothing`() async throws {
        try await TestServer.run { server in
            let answer = try await server.deliver(
                try server.sample(.twilio, "message.received"), to: "/api/whatsapp/webhook")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/xml")
            #expect(answer.text == #"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#)
            #expect(try await server.kinds() == [.messageReceived])
        }
    }

    @Test(arguments: [Source.respondIO, .twilio, .whatsApp])
    func `A webhook sent twice is one event, and both answers are 200`(source: Source) async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(source, "message.received")
            let path = TestServer.path(of: source)
            let first = try await server.deliver(webhook, to: path)
            let second = try await server.deliver(webhook, to: path)
            #expect(first.status == 200)
            #expect(second.status == 200)
            #expect(first.body == second.body)
            #expect(try await server.eventCount() == 1)
        }
    }

    @Test func `A call of a voice agent is a conversation in the inbox, turn by turn and with its summary`()
        async throws
    {
        try await TestServer.run { server in
            let webhook = try server.sample(.elevenLabs, "post_call_transcription")
            for _ in 0..<2 {
                let answer = try await server.deliver(webhook, to: "/webhook/elevenlabs")
                #expect(answer.status == 200)
                #expect(answer.text == #"{"status":"ok"}"#)
            }
            #expect(
                try await server.kinds() == [
                    .deliveryReceived, .messageSent, .messageReceived, .messageSent, .conversationTranscribed,
                ])
            let key = try await server.key(.inbox)
            let answer = try await server.send(.get, "/v1/conversations?at_least=4", headers: key)
            let conversation = try #require(try answer.json["conversations"]?.array?.first)
            #expect(conversation["status"] == "closed")
            let contact = try #require(conversation["contact_id"]?.string)
            let timeline = try await server.send(
                .get, "/v1/contacts/\(contact)/timeline?at_least=4", headers: key)
            #expect(timeline.text.contains("closed: The caller asked for a table for two"))
            let id = try #require(conversation["id"]?.string)
            let messages = try await server.send(.get, "/v1/conversations/\(id)/messages", headers: key).json[
                "messages"]
            let texts = (messages?.array ?? []).map { $0["text"]?.string?.prefix(14) }
            #expect(texts == ["Good evening, ", "A table for tw", "It is kept. Un"])
            let wrong = try await server.send(
                .post, "/webhook/elevenlabs", headers: ["ElevenLabs-Signature": "t=1,v0=00"], body: webhook.body)
            #expect(wrong.status == 401)
        }
    }

    @Test func `The same id with another content is kept as a conflict`() async throws {
        try await TestServer.run { server in
            for text in ["one", "two"] {
                let answer = try await server.deliver(Self.message(text), to: "/webhook/respond-io")
                #expect(answer.status == 200)
            }
            #expect(try await server.kinds() == [.messageReceived, .deliveryConflicted])
        }
    }

    @Test func `A wrong or missing signature is 401, and stores nothing`() async throws {
        try await TestServer.run { server in
            let signatures = [nil, "", "AAAA", "not base64 at all", "ZGVhZGJlZWY="]
            for signature in signatures {
                var headers: HTTPHeaders = ["Content-Type": "application/json"]
                headers["x-webhook-signature"] = signature
                headers["x-twilio-signature"] = signature
                for path in ["/webhook/respond-io", "/api/whatsapp/webhook", "/t/acme/webhook/respond-io"] {
                    let answer = try await server.send(.post, path, headers: headers, body: Array(#"{"a":1}"#.utf8))
                    #expect(answer.status == 401)
                    #expect(answer.errorCode == "invalid_signature")
                }
            }
            #expect(try await server.eventCount() == 0)
            let webhooks = try await server.send(.get, "/readyz").json["webhooks"]?.array ?? []
            #expect(webhooks.map { $0["refused"]?.integer } == [10, 5, 0, 0, 0])
        }
    }

    @Test func `Twilio's signature is over the public URL: another URL is 401`() async throws {
        try await TestServer.run(configure: { $0.publicURL = "https://hooks.example.com/" }) { server in
            let wrong = try server.sample(.twilio, "message.received")
            #expect(try await server.deliver(wrong, to: "/api/whatsapp/webhook").status == 401)
            var right = wrong
            right.headers = [:]
            for field in wrong.headers.fields where field.name != "X-Twilio-Signature" {
                right.headers.append(field.name, field.value)
            }
            let url = "https://hooks.example.com/api/whatsapp/webhook?source=sandbox"
            right.headers.append(
                "X-Twilio-Signature",
                try #require(
                    TwilioSignature.sign(url: url, form: wrong.body, key: TestServer.secrets.twilioAuthTokens[0])))
            #expect(try await server.deliver(right, to: "/api/whatsapp/webhook?source=sandbox").status == 200)
        }
    }

    @Test func `Rubbish with a right signature is quarantined, not lost`() async throws {
        try await TestServer.run { server in
            let bodies = ["rubbish", "{", "[]", #"{"event_type":"nobody.knows.this"}"#]
            for body in bodies {
                let answer = try await server.deliver(TestServer.signedByRespondIO(body), to: "/webhook/respond-io")
                #expect(answer.status == 200)
                #expect(answer.text == #"{"status":"ok","event":null}"#)
            }
            #expect(try await server.kinds() == bodies.map { _ in .deliveryQuarantined })
        }
    }

    @Test func `Another tenant's webhooks come in below its path, and an unknown tenant has none`() async throws {
        try await TestServer.run { server in
            let path = "/t/acme/api/whatsapp/webhook"
            let webhook = try server.sample(.twilio, "message.received", at: path)
            #expect(try await server.deliver(webhook, to: path).status == 200)
            #expect(try await server.ledger.reader.events(.init()).map(\.header.tenant) == [TenantID("acme")])
            for tenant in ["nobody", "Not-A-Tenant", "%2e"] {
                let answer = try await server.deliver(webhook, to: "/t/\(tenant)/api/whatsapp/webhook")
                #expect(answer.status == 404)
                #expect(answer.errorCode == "not_found")
            }
        }
    }

    @Test func `With no secret the endpoint is 503, and says what to set`() async throws {
        try await TestServer.run(configure: { $0.tenants = [.default: ProviderSecrets()] }) { server in
            for (path, variable) in [
                ("/webhook/respond-io", "RESPOND_IO_WEBHOOK_SECRET"), ("/api/whatsapp/webhook", "TWILIO_AUTH_TOKEN"),
                ("/webhook/whatsapp", "WHATSAPP_APP_SECRET"), ("/webhook/elevenlabs", "ELEVENLABS_WEBHOOK_SECRET"),
            ] {
                let answer = try await server.send(.post, path, body: Array("{}".utf8))
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] != nil)
                #expect(answer.errorCode == "not_configured")
                #expect(answer.text.contains(variable))
                #expect(server.log.lines.contains { $0.hasPrefix("warning") && $0.contains(variable) })
            }
            #expect(try await server.eventCount() == 0)
        }
    }

    @Test func `What a tenant takes no webhooks from is said in one line`() {
        let one = ServerConfiguration(tenants: [.default: ProviderSecrets(twilioAuthTokens: ["a-token"])])
        #expect(one.warnings == [])
        #expect(one.remarks.count == 1)
        for variable in ["RESPOND_IO_WEBHOOK_SECRET", "WHATSAPP_APP_SECRET", "ELEVENLABS_WEBHOOK_SECRET"] {
            #expect(one.remarks[0].contains(variable))
        }
        #expect(!one.remarks[0].contains("TWILIO"))
        let all = ServerConfiguration(tenants: [.default: TestServer.secrets])
        #expect(all.warnings + all.remarks == [])
        let none = ServerConfiguration(tenants: [.default: ProviderSecrets()])
        #expect(none.warnings.count == 1)
        #expect(none.remarks == [])
    }

    @Test func `A body over the limit is 413, and stores nothing`() async throws {
        try await TestServer.run(configure: { $0.limits.bodyBytes = 1000 }) { server in
            let fitting = TestServer.signedByRespondIO(String(repeating: "x", count: 1000))
            #expect(try await server.deliver(fitting, to: "/webhook/respond-io").status == 200)
            let tooLong = TestServer.signedByRespondIO(String(repeating: "x", count: 1001))
            let answer = try await server.deliver(tooLong, to: "/webhook/respond-io")
            #expect(answer.status == 413)
            #expect(answer.errorCode == "body_too_large")
            #expect(try await server.eventCount() == 1)
        }
    }

    /// A recording, of which there is one for each size.
    private static func recording(_ size: Int) -> WebhookRequest {
        let audio = String(repeating: "SUQz", count: size / 4)
        let body = Array(
            """
            {"type":"post_call_audio","event_timestamp":\(Timestamp.now().microseconds / 1_000_000),"data":
             {"agent_id":"agent","conversation_id":"conv_\(size)","full_audio":"\(audio)"}}
            """.utf8)
        let signature = ElevenLabsSignature.sign(body, at: .now(), key: TestServer.secrets.elevenLabsSecrets[0])
        return WebhookRequest(
            url: "", headers: ["Content-Type": "application/json", "ElevenLabs-Signature": signature], body: body)
    }

    @Test func `Recordings that come at once, and what comes beside them, are all kept`() async throws {
        try await TestServer.run { server in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        try await server.deliver(Self.recording(8 << 20 + 4 * number), to: "/webhook/elevenlabs").status
                    }
                }
                for number in 0..<20 {
                    group.addTask {
                        let sample = try server.sample(.respondIO, "message.received", index: number)
                        return try await server.deliver(sample, to: "/webhook/respond-io").status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 24))
            #expect(try await server.eventCount() == 24)
        }
    }

    @Test func `A recording of ElevenLabs' may be larger, and is kept as it came`() async throws {
        try await TestServer.run { server in
            let long = Self.recording(20 << 20)
            #expect(try await server.deliver(long, to: "/webhook/elevenlabs").status == 200)
            let event = try #require(try await server.ledger.primary.event(at: Position(0)))
            let opened = try await server.ledger.primary.open([event])
            guard case .verbatim(_, let bytes) = opened.first?.body else { throw Unkept() }
            #expect(bytes == long.body)
            let tooLong = try await server.deliver(Self.recording(24 << 20), to: "/webhook/elevenlabs")
            #expect(tooLong.status == 413)
            #expect(try await server.eventCount() == 1)
        }
    }

    private struct Unkept: Error {}

    @Test func `An assignment that names a conversation alone is about whom the conversation is with`() async throws {
        try await TestServer.run { server in
            for body in [
                #"{"event":"message.received","timestamp":"2025-01-15T10:30:00Z","data":{"messageId":"m1","contactId":"c1","#
                    + #""conversationId":"conv1","message":{"type":"text","text":"Hello"}}}"#,
                #"{"event":"conversation.assigned","timestamp":"2025-01-15T10:31:00Z","#
                    + #""data":{"conversationId":"conv1","assigneeId":"user_789"}}"#,
            ] {
                let answer = try await server.deliver(TestServer.signedByRespondIO(body), to: "/webhook/respond-io")
                #expect(answer.status == 200, "\(answer.text)")
            }
            let events = try await server.ledger.primary.events(.init())
            #expect(events.map(\.header.kind) == [.messageReceived, .conversationAssigned])
            #expect(Set(events.map(\.header.subject)).count == 1)
            #expect(Set(events.map(\.header.conversation)).count == 1)
        }
    }
}
