import Cryptography
import Curl
import Ledger
import Providers
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct EventRouteTests {
    private static func events(_ answer: HTTPResponse) throws -> [JSON] {
        try answer.json["events"]?.array ?? []
    }

    private static func fill(_ server: TestServer) async throws {
        for (index, event) in ["contact.created", "message.received", "message.sent", "comment.created"].enumerated() {
            _ = try await server.deliver(
                try server.sample(.respondIO, event, index: index), to: "/webhook/respond-io")
        }
        let path = "/t/acme/webhook/respond-io"
        _ = try await server.deliver(try server.sample(.respondIO, "message.received", at: path), to: path)
    }

    @Test func `Pages follow each other by position until there is no next one`() async throws {
        try await TestServer.run { server in
            try await Self.fill(server)
            let key = try await server.key(.audit)
            var positions: [Int64] = []
            var query = "limit=2"
            for _ in 0..<3 {
                let page = try await server.send(.get, "/v1/events?\(query)", headers: key)
                #expect(page.status == 200)
                positions += try Self.events(page).compactMap { $0["position"]?.integer }
                guard let next = try page.json["next"]?.integer else { break }
                query = "limit=2&after=\(next)"
            }
            #expect(positions == [0, 1, 2, 3, 4])
            let last = try await server.send(.get, "/v1/events?limit=5", headers: key)
            #expect(try last.json["next"] == .null)
        }
    }

    @Test func `An event shows its header and leaf, and its body only when asked`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.respondIO, "message.received")
            _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            let stored = try #require(try await server.ledger.reader.event(at: .first))
            let event = try #require(try Self.events(try await server.get("/v1/events", as: .audit)).first)
            #expect(
                event.object?.map(\.name) == [
                    "position", "id", "tenant", "kind", "source", "subject", "conversation", "actor", "cause",
                    "occurred_at", "recorded_at", "leaf",
                ])
            #expect(event["id"]?.string == stored.header.id.description)
            #expect(event["leaf"]?.string == stored.leaf.hex)
            #expect(event["actor"]?.string == "provider:respond.io")
            let opened = try #require(try Self.events(try await server.get("/v1/events?body=true", as: .audit)).first)
            #expect(opened["body"]?["text"]?.string == String(decoding: webhook.body, as: UTF8.self))
        }
    }

    @Test func `Filters choose by kind, tenant, subject and conversation`() async throws {
        try await TestServer.run { server in
            try await Self.fill(server)
            let header = try #require(try await server.ledger.reader.event(at: Position(1))).header
            let conversation = try #require(header.conversation)
            for (query, positions) in [
                ("kind=message.received,message.sent", [1, 2, 4]), ("kind=message.sent&kind=note.added", [2, 3]),
                ("tenant=acme", [4]), ("tenant=default&kind=message.received", [1]), ("from=3", [3, 4]),
                ("after=3", [4]), ("after=4", []), ("subject=\(header.subject)", [1]),
                ("conversation=\(conversation)", [1]), ("kind=sheet.edited", []),
            ] as [(String, [Int64])] {
                let answer = try await server.get("/v1/events?\(query)", as: .audit)
                #expect(try Self.events(answer).compactMap { $0["position"]?.integer } == positions, "\(query)")
            }
            let acme = try await server.get("/v1/events", as: .audit, tenant: TenantID("acme"))
            #expect(try Self.events(acme).compactMap { $0["position"]?.integer } == [4])
        }
    }

    @Test func `A parameter that can't be read is 400, and isn't repeated`() async throws {
        try await TestServer.run { server in
            let answer = try await server.get("/v1/events?kind=%2B4915112345678", as: .audit)
            #expect(answer.status == 400)
            #expect(!answer.text.contains("49151"))
        }
    }
}
