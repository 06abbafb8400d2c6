import Curl
import Ledger
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct ConversationWebhookTests {
    private static let path = "/api/v1/webhook/conversation"

    /// The request of the conversation webhook API's guide, with a second turn.
    static func body(
        _ id: String = "conv_abc123", email: String = "user@example.com", account: String = "acc123",
        more: String = "", summary: String = "null"
    ) -> [UInt8] {
        Array(
            #"""
            {"emailId": "\#(email)", "accountId": "\#(account)", "conversationId": "\#(id)",
             "transcript": [
               {"timestamp": "2024-01-15T10:30:00Z", "speaker": "user", "content": "Hello, I need help",
                "messageId": "msg_123"},
               {"timestamp": "2024-01-15T10:30:05Z", "speaker": "agent", "content": "Of course.",
                "messageId": "msg_124", "metadata": {"confidence": 0.9}}\#(more)],
             "metadata": {"sessionId": "sess_456", "agentId": "agent_01jxn7fwb2eyq8p6k4m3en4xtm", "duration": 300,
              "messageCount": 10, "platform": "web", "userAgent": "Mozilla/5.0"}, "summary": \#(summary)}
            """#.utf8)
    }

    private static func post(
        _ body: [UInt8], to server: TestServer, _ key: HTTPHeaders, path: String = Self.path
    ) async throws -> HTTPResponse {
        var headers = key
        headers["Content-Type"] = "application/json"
        return try await server.send(.post, path, headers: headers, body: body)
    }

    @Test func `A conversation is answered as its guide says, and can be asked for`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.ingest, .agent)
            let answer = try await Self.post(Self.body(summary: #"{"text":"Helped."}"#), to: server, key)
            #expect(answer.status == 200)
            let json = try answer.json
            #expect(json["success"] == true)
            #expect(json["message"] == "Conversation data received successfully")
            #expect(json["data"]?["conversationId"] == "conv_abc123")
            #expect(json["data"]?["status"] == "processed")
            #expect(json["data"]?["webhookId"]?.string?.hasPrefix("webhook_") == true)
            let processed = json["data"]?["processedAt"]?.string
            #expect(processed.flatMap { Timestamp($0) } != nil)

            let found = try await server.send(.get, "/api/v1/conversations/conv_abc123", headers: key)
            #expect(found.status == 200)
            #expect(
                try found.json == [
                    "conversationId": "conv_abc123", "emailId": "user@example.com", "accountId": "acc123",
                    "agentId": "agent_01jxn7fwb2eyq8p6k4m3en4xtm", "sessionId": "sess_456", "status": "completed",
                    "startTime": "2024-01-15T10:30:00Z", "endTime": "2024-01-15T10:35:00Z", "duration": 300,
                    "messageCount": 10, "summary": "Helped.", "processedAt": processed.map(JSON.string) ?? .null,
                ])
            let missing = try await server.send(.get, "/api/v1/conversations/conv_none", headers: key)
            #expect(missing.status == 404)
        }
    }

    @Test func `Its turns are messages of the inbox, by the one who posted them`() async throws {
        try await TestServer.run { server in
            _ = try await Self.post(Self.body(), to: server, try await server.key(.ingest))
            #expect(
                try await server.kinds() == [
                    .deliveryReceived, .messageReceived, .messageSent, .conversationTranscribed,
                ])
            let actors = try await server.ledger.reader.events(.init()).map { "\($0.header.actor)" }
            #expect(Set(actors).count == 1)
            #expect(actors.allSatisfy { $0.hasPrefix("key:") })
            let inbox = try await server.key(.inbox)
            let list = try await server.send(.get, "/v1/conversations?at_least=3", headers: inbox)
            let conversation = try #require(try list.json["conversations"]?.array?.first)
            #expect(conversation["status"] == "closed")
            let id = try #require(conversation["id"]?.string)
            let messages = try await server.send(.get, "/v1/conversations/\(id)/messages", headers: inbox)
            let texts = try messages.json["messages"]?.array?.map { $0["text"] }
            #expect(texts == ["Hello, I need help", "Of course."])
        }
    }

    @Test func `Posted again it is the same one; posted longer, only what is new is added`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.ingest, .agent)
            let first = try await Self.post(Self.body(), to: server, key)
            let again = try await Self.post(Self.body(), to: server, key)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(try await server.eventCount() == 4)
            let turn =
                #", {"timestamp": "2024-01-15T10:31:00Z", "speaker": "user", "content": "Thanks", "messageId": "msg_125"}"#
            let body = String(decoding: Self.body(more: turn), as: UTF8.self).replacing("unt\": 10", with: "unt\": 11")
            let longer = try await Self.post(Array(body.utf8), to: server, key)
            #expect(longer.status == 200)
            let kinds = try await server.kinds()
            #expect(kinds.dropFirst(4) == [.deliveryReceived, .messageReceived, .conversationTranscribed])
            let shown = try await server.send(.get, "/api/v1/conversations/conv_abc123", headers: key)
            #expect(try shown.json["messageCount"] == 11)
            let changed = String(decoding: Self.body(), as: UTF8.self).replacing("Of course.", with: "No.")
            #expect(try await Self.post(Array(changed.utf8), to: server, key).status == 200)
            #expect(try await server.kinds().contains(.deliveryConflicted))
        }
    }

    @Test func `Conversations are listed by person, account and status, in pages`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.ingest, .agent)
            for index in 0..<5 {
                let body = Self.body(
                    "conv_\(index)", email: index < 2 ? "a@example.com" : "b@example.com",
                    account: index % 2 == 0 ? "even" : "odd")
                #expect(try await Self.post(body, to: server, key).status == 200)
            }
            func ids(_ query: String) async throws -> [String?]? {
                let answer = try await server.send(.get, "/api/v1/conversations?\(query)", headers: key)
                #expect(answer.status == 200)
                return try answer.json["conversations"]?.array?.map { $0["conversationId"]?.string }
            }
            #expect(try await ids("") == ["conv_4", "conv_3", "conv_2", "conv_1", "conv_0"])
            #expect(try await ids("email_id=a%40example.com") == ["conv_1", "conv_0"])
            #expect(try await ids("account_id=even&email_id=b@example.com") == ["conv_4", "conv_2"])
            #expect(try await ids("status=completed&limit=2&page=2") == ["conv_2", "conv_1"])
            #expect(try await ids("status=failed") == [])
            #expect(try await ids("page=4&limit=2") == [])
            let page = try await server.send(.get, "/api/v1/conversations?limit=2", headers: key).json
            #expect(page["page"] == 1)
            #expect(page["limit"] == 2)
            #expect(page["total"] == 5)
            #expect(page["pages"] == 3)
            for wrong in ["page=0", "limit=101", "limit=x", "page=1&page=2"] {
                let answer = try await server.send(.get, "/api/v1/conversations?\(wrong)", headers: key)
                #expect(answer.status == 400)
            }
        }
    }

    @Test func `ElevenLabs' own webhooks are listed beside them`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.elevenLabs, "post_call_transcription")
            #expect(try await server.deliver(webhook, to: "/webhook/elevenlabs").status == 200)
            let answer = try await server.send(
                .get, "/api/v1/conversations?at_least=4", headers: try await server.key(.agent))
            let conversation = try #require(try answer.json["conversations"]?.array?.first)
            #expect(conversation["status"] == "completed")
            #expect(conversation["messageCount"] == 3)
            #expect(conversation["startTime"]?.string != nil)
        }
    }

    @Test(arguments: [
        ("{}", "conversationId"), ("[]", "object"), ("{", "JSON"),
        (#"{"conversationId":"c","accountId":"a"}"#, "emailId"),
        (#"{"conversationId":"c","emailId":"e"}"#, "accountId"),
        (#"{"conversationId":"c","emailId":"e","accountId":"a"}"#, "metadata"),
        (#"{"conversationId":"c","emailId":"e","accountId":"a","metadata":{}}"#, "agentId"),
        (
            #"{"conversationId":"c","emailId":"e","accountId":"a","metadata":{"agentId":"g","duration":"long","messageCount":1}}"#,
            "duration"
        ),
        (
            #"{"conversationId":"c","emailId":"e","accountId":"a","metadata":{"agentId":"g","duration":1,"messageCount":1.5}}"#,
            "messageCount"
        ),
        (
            #"{"conversationId":"c","emailId":"e","accountId":"a","metadata":{"agentId":"g","duration":1,"messageCount":1,"platform":"web"}}"#,
            "userAgent"
        ),
        (
            #"{"conversationId":"c","emailId":"e","accountId":"a","metadata":{"agentId":"g","duration":1,"messageCount":1,"platform":"web","userAgent":"m"}}"#,
            "transcript"
        ),
        (
            #"{"conversationId":"c","emailId":"e","accountId":"a","transcript":[{"speaker":"dog"}],"metadata":{"agentId":"g","duration":1,"messageCount":1,"platform":"web","userAgent":"m"}}"#,
            "transcript[0]"
        ),
    ])
    func `What is wrong is named, and nothing is stored`(body: String, field: String) async throws {
        try await TestServer.run { server in
            let answer = try await Self.post(Array(body.utf8), to: server, try await server.key(.ingest))
            #expect(answer.status == 400)
            #expect(try answer.json["error"]?["message"]?.string?.contains(field) == true)
            #expect(try await server.eventCount() == 0)
        }
    }

    @Test func `It asks for a key with the right scope and tenant`() async throws {
        try await TestServer.run { server in
            #expect(try await Self.post(Self.body(), to: server, [:]).status == 401)
            #expect(try await Self.post(Self.body(), to: server, try await server.key(.agent)).status == 403)
            let acme = try await server.key(.ingest, .agent, tenant: TenantID("acme"))
            #expect(try await Self.post(Self.body(), to: server, acme).status == 200)
            let other = try await Self.post(Self.body(), to: server, acme, path: "/t/default\(Self.path)")
            #expect(other.status == 403)
            let own = try await server.send(.get, "/api/v1/conversations/conv_abc123", headers: acme)
            #expect(own.status == 200)
            let stranger = try await server.key(.agent, tenant: .default)
            let hidden = try await server.send(.get, "/api/v1/conversations/conv_abc123", headers: stranger)
            #expect(hidden.status == 404)
            let page = try await server.send(
                .get, "/t/acme/api/v1/conversations", headers: try await server.key(.agent))
            #expect(try page.json["total"] == 1)
        }
    }
}
