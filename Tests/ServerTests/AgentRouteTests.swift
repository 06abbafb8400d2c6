import Curl
import Ledger
import Providers
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct AgentRouteTests {
    private static let conversations = "/api/v1/conversations"
    private static let agent = "/api/v1/whatsapp/agent/conversations"

    /// An agent with a key, and the session that it began.
    private struct Agent {
        let server: TestServer
        let key: HTTPHeaders
        var session = ""

        func send(
            _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, headers: HTTPHeaders = [:]
        ) async throws -> HTTPResponse {
            var all = key
            for field in headers.fields { all.append(field.name, field.value) }
            return try await server.send(method, path, headers: all, body: body?.serialized())
        }

        /// What the ledger says of agents' conversations.
        func facts() async throws -> [Fact] {
            let events = try await server.ledger.reader.open(try await server.ledger.reader.events(.init()))
            return try events.map { try FactReader().fact(event: $0.header, body: try #require($0.body)) }
        }
    }

    private static func withAgent(_ body: @escaping @Sendable (Agent) async throws -> Void) async throws {
        try await TestServer.run { server in
            var agent = Agent(server: server, key: try await server.key(.agent))
            let answer = try await agent.send(
                .post, conversations,
                ["userPhone": "+51999999999", "subDomain": "restaurant-abc", "localId": "branch01", "botId": "bot123"])
            #expect(answer.status == 201)
            agent.session = try #require(try answer.json["data"]?["sessionId"]?.string)
            try await body(agent)
        }
    }

    @Test func `A conversation that begins has a session, by which and by whose phone number it is found`() async throws
    {
        try await Self.withAgent { agent in
            #expect(agent.session.hasPrefix("bot123_51999999999_"))
            for path in ["\(Self.conversations)/\(agent.session)", "/api/v1/whatsapp/lookup/conversation/51999999999"] {
                let data = try #require(try await agent.send(.get, path).json["data"])
                #expect(data["subDomain"] == "restaurant-abc")
                #expect(data["localId"] == "branch01")
                #expect(data["botId"] == "bot123")
                #expect(data["isActive"] == true)
                #expect(data["currentIntent"] == .null)
            }
        }
    }

    @Test func `Who begins it again gets the same one, another business its own`() async throws {
        try await Self.withAgent { agent in
            let again = try await agent.send(
                .post, Self.conversations, ["userPhone": "51999999999", "subDomain": "restaurant-abc"])
            #expect(again.status == 200)
            #expect(try again.json["data"]?["sessionId"]?.string == agent.session)
            let other = try await agent.send(
                .post, Self.conversations, ["user_phone": "51999999999", "sub_domain": "restaurant-xyz"])
            #expect(other.status == 201)
            #expect(try other.json["data"]?["sessionId"]?.string != agent.session)
            let own = try await agent.send(
                .post, Self.conversations, ["phone": "51988888888", "sessionId": "my-own-id"])
            #expect(try own.json["data"]?["sessionId"] == "my-own-id")
            #expect(try await agent.server.eventCount() == 3)
        }
    }

    @Test func `A sync is answered with where the conversation stands, and merged with those before`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.agent)/\(agent.session)/sync"
            let first = try await agent.send(
                .put, path,
                [
                    "currentIntent": "order", "currentStep": "cart",
                    "context": ["selectedItems": ["pizza"], "orderTotal": .decimal("50.00")],
                    "metadata": ["agentVersion": "1.0.0"],
                ])
            #expect(first.status == 200)
            #expect(try first.json["type"] == "1")
            #expect(try first.json["message"] == "Conversation synced successfully from agent")
            let second = try await agent.send(
                .put, path, ["intent": "payment", "context": ["selectedItems": .null, "paymentMethod": "yape"]])
            let data = try #require(try second.json["data"])
            #expect(data["sessionId"]?.string == agent.session)
            #expect(data["currentIntent"] == "payment")
            #expect(data["currentStep"] == "cart")
            #expect(data["context"]?["selectedItems"] == nil)
            #expect(data["context"]?["paymentMethod"] == "yape")
            #expect(second.text.contains(#""orderTotal":50.00"#))
            #expect(data["lastActivity"]?.string?.hasSuffix("Z") == true)
            // Nothing intermediate is lost: each is an event.
            #expect(try await agent.server.kinds() == [.stateSynced, .stateSynced, .stateSynced])
        }
    }

    @Test func `Messages are added by both paths, in their order`() async throws {
        try await Self.withAgent { agent in
            let user: JSON = [
                "role": "user", "content": "Quiero una pizza", "timestamp": "2025-12-29T10:00:00.000Z",
                "subDomain": "restaurant-abc",
            ]
            let bot: JSON = [
                "role": "bot", "content": "¡Perfecto!", "timestamp": "2025-12-29T10:06:00.000Z",
            ]
            _ = try await agent.send(.post, "\(Self.conversations)/\(agent.session)/messages", user)
            let answer = try await agent.send(.post, "\(Self.agent)/\(agent.session)/messages", bot)
            #expect(answer.status == 200)
            #expect(try answer.json["message"] == "Message added successfully")
            #expect(
                try answer.json["data"]?["context"] == [
                    "previousMessages": [
                        ["role": "user", "content": "Quiero una pizza", "timestamp": "2025-12-29T10:00:00.000Z"],
                        ["role": "bot", "content": "¡Perfecto!", "timestamp": "2025-12-29T10:06:00.000Z"],
                    ],
                    "lastUserMessage": "Quiero una pizza",
                ])
        }
    }

    @Test func `Intent, context and orders have paths of their own`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)"
            let intent = try await agent.send(.patch, "\(path)/intent", ["intent": "order", "step": "selecting"])
            #expect(try intent.json["data"]?["currentStep"] == "selecting")
            let whole = try await agent.send(.patch, "\(path)/context", ["context": ["a": 1, "b": 2]])
            #expect(try whole.json["data"]?["context"]?["b"] == 2)
            let bare = try await agent.send(
                .patch, "\(path)/context", ["b": .null, "c": 3, "subDomain": "restaurant-abc"])
            #expect(try bare.json["data"]?["context"]?["a"] == 1)
            #expect(try bare.json["data"]?["context"]?["b"] == nil)
            #expect(try bare.json["data"]?["context"]?["subDomain"] == nil)
            for (place, order) in [(path, JSON("o-7")), ("\(Self.agent)/\(agent.session)", 8)] {
                #expect(try await agent.send(.post, "\(place)/orders", ["orderId": order]).status == 200)
            }
            let orders = try await agent.send(.get, path).json["data"]?["linkedOrders"]?.array
            #expect(orders?.map { $0["orderId"]?.string } == ["o-7", "8"])
            #expect(try await agent.server.kinds().suffix(2) == [.orderLinked, .orderLinked])
        }
    }

    @Test func `With If-Match only the first of two that read the same is recorded`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)"
            let tag = try #require(try await agent.send(.get, path).headers["etag"])
            let headers: HTTPHeaders = ["If-Match": tag]
            let first = try await agent.send(.patch, "\(path)/intent", ["intent": "a"], headers: headers)
            #expect(first.status == 200)
            let second = try await agent.send(.patch, "\(path)/intent", ["intent": "b"], headers: headers)
            #expect(second.status == 412)
            #expect(second.errorCode == "changed_since")
            let latest = try #require(second.headers["etag"])
            #expect(latest == first.headers["etag"])
            let third = try await agent.send(
                .patch, "\(path)/intent", ["intent": "b"], headers: ["If-Match": "\"9999\", \(latest)"])
            #expect(third.status == 200)
            let any = try await agent.send(.patch, "\(path)/intent", ["intent": "c"], headers: ["If-Match": "*"])
            #expect(try any.json["data"]?["currentIntent"] == "c")
            for wrong in ["1", "\"", "latest"] {
                let answer = try await agent.send(
                    .patch, "\(path)/intent", ["intent": "d"], headers: ["If-Match": wrong])
                #expect(answer.status == 400)
            }
            for other in ["W/\(try #require(any.headers["etag"]))", "\"of another server\""] {
                let answer = try await agent.send(
                    .patch, "\(path)/intent", ["intent": "d"], headers: ["If-Match": other])
                #expect(answer.status == 412)
            }
            #expect(try await agent.send(.get, path).json["data"]?["currentIntent"] == "c")
        }
    }

    @Test func `Of many that sync at once with one ETag a single one is recorded, and of many without any all`()
        async throws
    {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)"
            let tag = try #require(try await agent.send(.get, path).headers["etag"])
            func statuses(_ headers: HTTPHeaders) async throws -> [Int] {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            try await agent.send(
                                .patch, "\(path)/context", ["context": ["n\(number)": 1]], headers: headers
                            ).status
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }.sorted()
                }
            }
            #expect(try await statuses(["If-Match": tag]) == [200] + Array(repeating: 412, count: 7))
            #expect(try await statuses([:]) == Array(repeating: 200, count: 8))
            #expect(try await agent.server.eventCount() == 10)
            let context = try await agent.send(.get, path).json["data"]?["context"]?.object
            #expect((0..<8).allSatisfy { context?["n\($0)"] == 1 })
        }
    }

    @Test func `Where no tenant is the default one, the business has to be named`() async throws {
        let acme = try #require(TenantID("acme"))
        try await TestServer.run(configure: { $0.tenants = [acme: TestServer.secrets] }) { server in
            let agent = Agent(server: server, key: try await server.key(.agent))
            for unknown in [[:], ["subDomain": "restaurant-abc"]] as [JSONObject] {
                var opening = unknown
                opening["userPhone"] = "+51999999999"
                let answer = try await agent.send(.post, Self.conversations, .object(opening))
                #expect(answer.status == 400, "\(answer.text)")
            }
            #expect(try await server.eventCount() == 0)
            let named: JSON = ["userPhone": "+51999999999", "subDomain": "acme"]
            #expect(try await agent.send(.post, Self.conversations, named).status == 201)
            #expect(try await server.ledger.reader.events(.init()).map(\.header.tenant) == [acme])
        }
    }

    @Test(arguments: ["", String(repeating: "k", count: 256)])
    func `An Idempotency-Key that is empty or too long is refused`(key: String) async throws {
        try await Self.withAgent { agent in
            let before = try await agent.server.eventCount()
            let answer = try await agent.send(
                .post, "\(Self.agent)/\(agent.session)/messages", ["role": "user", "content": "once"],
                headers: ["Idempotency-Key": key])
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try await agent.server.eventCount() == before)
        }
    }

    @Test func `With an Idempotency-Key it is recorded once`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.agent)/\(agent.session)/messages"
            let headers: HTTPHeaders = ["Idempotency-Key": "turn-1"]
            let message: JSON = ["role": "user", "content": "once"]
            for _ in 0..<3 { #expect(try await agent.send(.post, path, message, headers: headers).status == 200) }
            let other = try await agent.send(
                .post, path, ["role": "user", "content": "other"], headers: headers)
            #expect(other.status == 409)
            // Also when the API key was rotated meanwhile.
            var rotated = try await agent.server.key(.agent)
            rotated["Idempotency-Key"] = "turn-1"
            let again = try await agent.server.send(.post, path, headers: rotated, body: message.serialized())
            #expect(again.status == 200)
            #expect(try await agent.server.eventCount() == 2)
            // So it is when the answer to a conditional one was lost.
            let current = try await agent.send(.get, "\(Self.conversations)/\(agent.session)")
            let conditional: HTTPHeaders = [
                "Idempotency-Key": "turn-2", "If-Match": try #require(current.headers["etag"]),
            ]
            let second: JSON = ["role": "user", "content": "twice"]
            for _ in 0..<2 {
                let answer = try await agent.send(.post, path, second, headers: conditional)
                #expect(answer.status == 200)
            }
            #expect(try await agent.server.eventCount() == 3)
            let opening: JSON = ["userPhone": "+51977777777"]
            let sessions = [
                try await agent.send(.post, Self.conversations, opening, headers: ["Idempotency-Key": "o"]),
                try await agent.send(.post, Self.conversations, opening, headers: ["Idempotency-Key": "o"]),
            ]
            #expect(try sessions[0].json["data"]?["sessionId"] == sessions[1].json["data"]?["sessionId"])
        }
    }

    @Test func `What can't be read is refused, with what to do, and not recorded`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)"
            let sync = "\(Self.agent)/\(agent.session)/sync"
            let wrong: [(HTTPMethod, String, JSON)] = [
                (.post, Self.conversations, [:]), (.post, Self.conversations, ["userPhone": "nobody"]),
                (.post, Self.conversations, ["userPhone": ["+5199"]]), (.put, sync, [:]),
                (.put, sync, ["context": "text"]), (.put, sync, ["currentIntent": ["a"]]),
                (.put, sync, ["metadata": 1]),
                (.patch, "\(path)/intent", ["other": "x"]),
                (.patch, "\(path)/context", ["subDomain": "restaurant-abc"]),
                (.post, "\(path)/messages", ["role": "user"]), (.post, "\(path)/messages", ["content": "x"]),
                (.post, "\(path)/messages", ["role": "user", "content": "x", "timestamp": "yesterday"]),
                (.post, "\(path)/messages", ["role": "user", "content": "x", "timestamp": 7]),
                (
                    .post, "\(path)/messages",
                    ["role": "user", "content": .string(String(repeating: "x", count: 70_000))]
                ),
                (.post, "\(path)/orders", [:]), (.post, "\(path)/orders", ["orderId": ""]),
            ]
            for (method, path, body) in wrong {
                let answer = try await agent.send(method, path, body)
                #expect(answer.status == 400, "\(path) \(answer.text)")
                #expect(answer.errorCode == "bad_request")
            }
            #expect(try await agent.server.eventCount() == 1)
        }
    }

    @Test func `A context may not grow without bound`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)/context"
            let part = JSON.string(String(repeating: "x", count: 100_000))
            for name in ["a", "b"] {
                #expect(try await agent.send(.patch, path, ["context": .object([name: part])]).status == 200)
            }
            let tooMuch = try await agent.send(.patch, path, ["context": ["c": part]])
            #expect(tooMuch.status == 413)
            #expect(tooMuch.errorCode == "context_too_large")
            let opening = try await agent.send(
                .post, Self.conversations,
                ["userPhone": "+51955555555", "metadata": ["a": part, "b": part, "c": part]])
            #expect(opening.status == 413)
            #expect(try await agent.send(.patch, path, ["context": ["a": .null, "c": part]]).status == 200)
        }
    }

    @Test func `Another tenant's session isn't there, nor one of another business`() async throws {
        try await Self.withAgent { agent in
            let acme = try await agent.server.key(.agent, tenant: TenantID("acme"))
            let path = "\(Self.conversations)/\(agent.session)/intent"
            let body = JSON.object(["intent": "x"]).serialized()
            let hidden = try await agent.server.send(.patch, path, headers: acme, body: body)
            let missing = try await agent.send(.patch, "\(Self.conversations)/nobody/intent", ["intent": "x"])
            let other = try await agent.send(.patch, path, ["intent": "x", "subDomain": "restaurant-xyz"])
            for answer in [hidden, missing, other] {
                #expect(answer.status == 404)
                #expect(try answer.json["type"] == "2")
                #expect(try answer.json["message"] == "No conversation found for this session")
            }
            #expect(try await agent.server.eventCount() == 1)
            // A key of no tenant begins a conversation at the tenant of the business's name, where there is one.
            _ = try await agent.send(.post, Self.conversations, ["userPhone": "+51966666666", "subDomain": "acme"])
            let tenants = try await agent.server.ledger.reader.events(.init()).map(\.header.tenant)
            #expect(tenants == [.default, TenantID("acme")])
        }
    }

    @Test func `All events of a session are of one conversation and one person`() async throws {
        try await Self.withAgent { agent in
            let path = "\(Self.conversations)/\(agent.session)"
            _ = try await agent.send(.post, "\(path)/messages", ["role": "user", "content": "x"])
            _ = try await agent.send(.post, "\(path)/orders", ["orderId": "o-7"])
            let headers = try await agent.server.ledger.reader.events(.init()).map(\.header)
            #expect(Set(headers.map(\.conversation)).count == 1)
            #expect(headers[0].conversation != nil)
            #expect(Set(headers.map(\.subject)).count == 1)
            #expect(headers.allSatisfy { $0.source == .agent && $0.actor.description.hasPrefix("key:") })
            let phone = try await agent.server.ledger.subjects([
                SubjectRequest(tenant: .default, identifiers: [ContactIdentifier(.phone, "+51999999999")])
            ])
            #expect(phone == [headers[0].subject])
            #expect(try await agent.facts().last == .orderLinked(OrderLinked(sessionID: agent.session, orderID: "o-7")))
        }
    }
}
