import Curl
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct InboxRouteTests {
    /// The columns of `whatsapp_messages`, as its callers read them.
    private static let fields = [
        "id", "message_sid", "from_number", "to_number", "message_body", "message_type", "media_url", "transcription",
        "transcription_status", "ai_analysis", "ai_summary", "ai_sentiment", "extracted_entities", "task_created",
        "created_task_id", "direction", "status", "prospect_id", "processed", "received_at", "processed_at",
    ]

    private static func messages(_ answer: HTTPResponse) throws -> [JSON] {
        try answer.json["messages"]?.array ?? []
    }

    @Test func `A message is in the inbox a moment after its webhook was answered`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.twilio, "message.received")
            _ = try await server.deliver(webhook, to: "/api/whatsapp/webhook")
            let key = try await server.key(.inbox)
            try await server.eventually {
                try Self.messages(try await server.send(.get, "/api/whatsapp/inbox", headers: key)).count == 1
            }
            let answer = try await server.send(.get, "/api/whatsapp/inbox", headers: key)
            #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(try answer.json["success"]?.bool == true)
            #expect(try answer.json["count"]?.integer == 1)
            let message = try #require(try Self.messages(answer).first)
            #expect(message.object?.map(\.name) == Self.fields)
            #expect(message["direction"]?.string == "inbound")
            #expect(message["status"]?.string == "received")
            #expect(message["message_type"]?.string == "text")
            #expect(message["transcription"] == .null)
            #expect(message["task_created"]?.bool == false)

            let phone = try #require(message["from_number"]?.string)
            for spelling in [phone, phone.replacing("+", with: "%2B"), phone.replacing("+", with: "")] {
                let path = "/api/whatsapp/conversation/\(spelling)"
                let conversation = try await server.send(.get, path, headers: key)
                #expect(conversation.status == 200)
                #expect(try Self.messages(conversation) == [message])
                #expect(try conversation.json["phone_number"]?.string == spelling.replacing("%2B", with: "+"))
            }
            let nobody = try await server.send(.get, "/api/whatsapp/conversation/+15550000000", headers: key)
            #expect(nobody.status == 200)
            #expect(try nobody.json["count"]?.integer == 0)
        }
    }

    @Test func `Pages follow each other without gap or overlap, newest first`() async throws {
        try await TestServer.run { server in
            for index in 0..<7 {
                let webhook = try server.sample(.respondIO, "message.received", index: index)
                _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            }
            let key = try await server.key(.inbox)
            try await server.eventually {
                try Self.messages(try await server.send(.get, "/api/whatsapp/inbox", headers: key)).count == 7
            }
            let all = try Self.messages(try await server.send(.get, "/api/whatsapp/inbox", headers: key))
            var paged: [JSON] = []
            for offset in [0, 3, 6] {
                let page = try await server.send(
                    .get, "/api/whatsapp/inbox?limit=3&offset=\(offset)", headers: key)
                paged += try Self.messages(page)
            }
            #expect(paged == all)
            let times = all.compactMap { $0["received_at"]?.string }
            #expect(times == times.sorted(by: >))
        }
    }

    @Test func `A page that can't be meant is refused`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            for query in ["limit=0", "limit=501", "limit=x", "offset=-1", "limit=1&limit=2", "limit=%"] {
                let answer = try await server.send(.get, "/api/whatsapp/inbox?\(query)", headers: key)
                #expect(answer.status == 400, "\(query)")
                #expect(answer.errorCode == "bad_request")
            }
        }
    }

    @Test func `Tenants don't see each other's messages`() async throws {
        try await TestServer.run { server in
            let path = "/t/acme/webhook/respond-io"
            _ = try await server.deliver(try server.sample(.respondIO, "message.received", at: path), to: path)
            let acme = try await server.key(.inbox, tenant: TenantID("acme"))
            try await server.eventually {
                try Self.messages(try await server.send(.get, "/api/whatsapp/inbox", headers: acme)).count == 1
            }
            let other = try await server.get("/api/whatsapp/inbox", as: .inbox)
            #expect(try Self.messages(other).isEmpty)
            let named = try await server.get("/t/acme/api/whatsapp/inbox", as: .inbox)
            #expect(try Self.messages(named).count == 1)
        }
    }
}
