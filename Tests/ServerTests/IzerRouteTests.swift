import Curl
import Ledger
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct IzerRouteTests {
    /// The request of the Izer system's guide.
    static let guide =
        #"{"message_id":"unique_message_id","chat_time":"2024-01-01T12:00:00Z","chat_name":"Customer Name","#
        + #""phone_number":"+905551234567","current_message":"Where is my order? It is late and I need help","history":["#
        + #"{"sender":"Customer Name","content":"Previous message","timestamp":"2024-01-01T11:59:00Z","type":"text"}]}"#

    private static func post(
        _ body: String, to server: TestServer, _ key: HTTPHeaders, path: String = "/webhook"
    ) async throws -> HTTPResponse {
        var headers = key
        headers["Content-Type"] = "application/json"
        return try await server.send(.post, path, headers: headers, body: Array(body.utf8))
    }

    @Test func `A message is answered with its place, its analysis and who is to answer it`() async throws {
        try await TestServer.run { server in
            let answer = try await Self.post(Self.guide, to: server, try await server.key(.ingest))
            #expect(answer.status == 200)
            let json = try answer.json
            #expect(json["success"] == true)
            #expect(json["message_id"] == "unique_message_id")
            #expect(json["database_id"] == 1)
            let analysis = try #require(json["analysis"]?.object)
            #expect((1...10).contains(analysis["urgency_score"]?.integer ?? 0))
            #expect(analysis["category"] == "support")
            #expect(analysis["sentiment"] == "negative")
            #expect(analysis["action_required"] == true)
            #expect(["critical", "high", "normal", "low"].contains(analysis["priority_level"]))
            #expect(["immediate", "1hour", "4hours", "24hours"].contains(analysis["recommended_response_time"]))
            #expect(json["routing"]?["success"] == true)
            #expect(json["routing"]?["agent"] == "business_workflow")
            #expect(json["routing"]?["response"]?.object != nil)
            #expect(json["processed_at"]?.string.flatMap { Timestamp($0) } != nil)
            #expect(
                try await server.kinds() == [.deliveryReceived, .messageReceived, .messageAnalyzed, .messageRouted])
            let events = try await server.ledger.reader.events(.init()).map(\.header)
            #expect(events.map { $0.cause?.rawValue } == [nil, 0, 1, 1])
            #expect("\(events[1].actor)".hasPrefix("key:"))
            #expect("\(events[2].actor)".hasPrefix("pipeline:"))
            #expect(Set(events.dropFirst().map(\.subject)).count == 1)
            #expect(Set(events.dropFirst().map(\.conversation)).count == 1)
        }
    }

    @Test func `It stands in the inbox with its analysis, and is counted in the statistics`() async throws {
        try await TestServer.run { server in
            _ = try await Self.post(Self.guide, to: server, try await server.key(.ingest))
            let key = try await server.key(.inbox)
            let list = try await server.send(.get, "/v1/conversations?at_least=3", headers: key)
            let conversation = try #require(try list.json["conversations"]?.array?.first)
            let id = try #require(conversation["id"]?.string)
            let messages = try await server.send(.get, "/v1/conversations/\(id)/messages", headers: key)
            let message = try #require(try messages.json["messages"]?.array?.first)
            #expect(message["text"] == "Where is my order? It is late and I need help")
            #expect(messages.text.contains("support"))
            let stats = try await server.send(.get, "/stats?at_least=3", headers: key)
            #expect(stats.status == 200)
        }
    }

    @Test func `Handed over again it is the same message, whatever comes along with it`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.ingest)
            let first = try await Self.post(Self.guide, to: server, key).json
            let again = try await Self.post(Self.guide, to: server, key).json
            #expect(again["database_id"] == first["database_id"])
            #expect(again["analysis"] == first["analysis"])
            #expect(try await server.eventCount() == 4)
            // More of the chat came along, which would have made it more urgent: what was found first stays.
            let entry =
                #"{"sender":"Customer Name","content":"Hello?","timestamp":"2024-01-01T11:58:00Z","type":"text"}"#
            let longer = Self.guide.replacing(
                #""history":["#, with: #""history":["# + String(repeating: entry + ",", count: 9))
            let third = try await Self.post(longer, to: server, key).json
            #expect(third["database_id"] == first["database_id"])
            #expect(third["analysis"] == first["analysis"])
            let other = Self.guide.replacing("Where is my order?", with: "URGENT accident!")
            let fourth = try await Self.post(other, to: server, key).json
            #expect(fourth["analysis"] == first["analysis"])
            #expect(fourth["routing"] == first["routing"])
            let kinds = try await server.kinds()
            #expect(kinds.count(where: { $0 == .messageReceived }) == 1)
            #expect(kinds.count(where: { $0 == .messageAnalyzed }) == 1)
            #expect(kinds.count(where: { $0 == .deliveryConflicted }) == 1)
        }
    }

    @Test func `VIPs, groups and media are understood; a colleague's own message isn't analysed`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.ingest)
            let vip = try await Self.post(
                #"{"message_id":"m1","phone_number":"905551234567@c.us","current_message":"Selam","is_vip":true}"#,
                to: server, key
            ).json
            #expect(vip["routing"]?["agent"] == "business_workflow")
            #expect(vip["routing"]?["reason"] == "vip")
            #expect(vip["analysis"]?["priority_level"] == "high")
            let group = try await Self.post(
                #"{"message_id":"m2","chat_id":"1203@g.us","group_name":"İzer Management","is_group":true,"#
                    + #""author":"77@lid","current_message":"Toplantı"}"#,
                to: server, key
            ).json
            #expect(group["routing"]?["reason"] == "critical_group")
            let image = try await Self.post(
                #"{"message_id":"m3","chat_id":"905551234567@c.us","phone_number":"+905551234567","message_type":"image","#
                    + #""current_message":"","media":{"mimetype":"image/jpeg","filename":"a.jpg","size":3,"data":"AAAA"}}"#,
                to: server, key)
            #expect(image.status == 200)
            let ours = try await Self.post(
                #"{"message_id":"m4","phone_number":"+905551234567","current_message":"Hallo","from_me":true}"#,
                to: server, key
            ).json
            #expect(ours["analysis"] == .null)
            let kinds = try await server.kinds()
            #expect(kinds.count(where: { $0 == .messageAnalyzed }) == 3)
            #expect(kinds.last == .messageSent)
            let list = try await server.send(
                .get, "/v1/conversations?at_least=\(kinds.count - 1)", headers: try await server.key(.inbox))
            // The person's own, and the group's.
            #expect(try list.json["conversations"]?.array?.count == 2)
        }
    }

    @Test(arguments: [
        ("{}", "message_id"), ("[]", "object"), ("{", "JSON"), (#"{"message_id":""}"#, "message_id"),
        (#"{"message_id":"m"}"#, "current_message"), (#"{"message_id":"m","current_message":"x"}"#, "phone_number"),
        (#"{"message_id":"m","current_message":"x","chat_name":"a","history":"none"}"#, "history"),
        (#"{"message_id":"m","current_message":"x","chat_name":"a","history":[1]}"#, "history"),
        (#"{"message_id":"m","current_message":"x","chat_name":"a","is_vip":"yes"}"#, "is_vip"),
        (#"{"message_id":"m","current_message":{},"chat_name":"a"}"#, "current_message"),
    ])
    func `What is wrong is named, and nothing is stored`(body: String, field: String) async throws {
        try await TestServer.run { server in
            let answer = try await Self.post(body, to: server, try await server.key(.ingest))
            #expect(answer.status == 400)
            #expect(try answer.json["error"]?["message"]?.string?.contains(field) == true, "\(answer.text)")
            #expect(try await server.eventCount() == 0)
        }
    }

    @Test func `It asks for a key, and writes into the key's own tenant`() async throws {
        try await TestServer.run { server in
            #expect(try await Self.post(Self.guide, to: server, [:]).status == 401)
            #expect(try await Self.post(Self.guide, to: server, try await server.key(.inbox)).status == 403)
            let acme = TenantID("acme")
            let key = try await server.key(.ingest, tenant: acme)
            #expect(try await Self.post(Self.guide, to: server, key).status == 200)
            #expect(try await Self.post(Self.guide, to: server, key, path: "/t/default/webhook").status == 403)
            let tenants = try await server.ledger.reader.events(.init()).map(\.header.tenant)
            #expect(Set(tenants) == Set([acme]))
        }
    }
}
