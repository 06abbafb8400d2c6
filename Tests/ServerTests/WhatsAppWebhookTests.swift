import Cryptography
import Curl
import Ledger
import Providers
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct WhatsAppWebhookTests {
    private static let path = "/webhook/whatsapp"
    private static let acme = TenantID("acme")!

    private static func signed(_ body: String, _ secret: String = "a-whatsapp-app-secret") throws -> WebhookRequest {
        let key = try #require(ProviderSecrets(whatsAppAppSecrets: [secret]).whatsAppAppSecrets.first)
        return WebhookRequest(
            url: "",
            headers: [
                "Content-Type": "application/json",
                "X-Hub-Signature-256": "sha256=\(Hex.encode(key.authenticate([UInt8](body.utf8))))",
            ],
            body: [UInt8](body.utf8))
    }

    /// A delivery of a message for each of these numbers.
    private static func delivery(_ numbers: [String]) -> String {
        let changes = numbers.enumerated().map { index, number in
            #"{"field":"messages","value":{"metadata":{"phone_number_id":"\#(number)"},"messages":"#
                + #"[{"from":"1650555123\#(index)","id":"w\#(index)","timestamp":"1749416383","type":"text","text":{"body":"x"}}]}}"#
        }
        return
            #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[\#(changes.joined(separator: ","))]}]}"#
    }

    private static func secrets(_ secret: String, _ numbers: Set<String>) -> ProviderSecrets {
        ProviderSecrets(whatsAppAppSecrets: [secret], whatsAppNumberIDs: numbers)
    }

    @Test func `Meta's question whether we want an app's webhooks is answered with its challenge`() async throws {
        try await TestServer.run { server in
            let query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a-verify-token"
            for path in [Self.path, "/t/acme\(Self.path)"] {
                let answer = try await server.send(.get, path + query)
                #expect(answer.status == 200)
                #expect(answer.text == "1158201444")
                #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
            }
        }
    }

    @Test(arguments: [
        ("hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong", 403),
        ("hub.mode=subscribe&hub.challenge=1&hub.verify_token=", 403), ("hub.mode=subscribe&hub.challenge=1", 403),
        ("hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=a-verify-token", 400),
        ("hub.mode=subscribe&hub.verify_token=a-verify-token", 400), ("", 400),
    ])
    func `Whoever doesn't know the token is refused`(query: String, status: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "\(Self.path)?\(query)")
            #expect(answer.status == status)
        }
    }

    @Test func `A batch is in the ledger when it is answered, an event for each message`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.whatsApp, "message.received.batch")
            let answer = try await server.deliver(webhook, to: Self.path)
            #expect(answer.status == 200)
            #expect(answer.text == #"{"status":"ok"}"#)
            let kinds: [EventKind] = [.deliveryReceived, .messageReceived, .messageReceived, .messageReceived]
            #expect(try await server.kinds() == kinds)
            #expect(try await server.deliver(webhook, to: Self.path).status == 200)
            #expect(try await server.kinds() == kinds)
            // Its subject is neither the tenant nor the contact.
            let events = try await server.ledger.reader.events(.init())
            let tenant = try await server.ledger.subjects([.tenant(.default)])[0]
            #expect(!Set(events.dropFirst().map(\.header.subject) + [tenant]).contains(events[0].header.subject))
        }
    }

    @Test func `A message is in the inbox, with its status`() async throws {
        try await TestServer.run { server in
            for (event, index) in [("message.received", 0), ("message.echo", 0)] {
                let webhook = try server.sample(.whatsApp, event, index: index)
                #expect(try await server.deliver(webhook, to: Self.path).status == 200)
            }
            let key = try await server.key(.inbox)
            try await server.eventually {
                let answer = try await server.send(.get, "/v1/messages", headers: key)
                return try answer.json["messages"]?.array?.count == 2
            }
            let conversations = try await server.send(.get, "/v1/conversations", headers: key).json
            #expect(conversations["conversations"]?.array?.count == 1)
        }
    }

    @Test func `Part of a batch that can't be read is kept beside the rest, and counted`() async throws {
        try await TestServer.run { server in
            let body =
                #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":"#
                + #"{"phone_number_id":"1"},"statuses":[{"id":"w1","status":"read","timestamp":"1","recipient_id":"16505551234"},"#
                + #"{"id":"w2","status":"teleported","timestamp":"1","recipient_id":"16505551234"}]}}]}]}"#
            #expect(try await server.deliver(try Self.signed(body), to: "/t/acme\(Self.path)").status == 200)
            #expect(try await server.kinds() == [.deliveryReceived, .messageStatus, .deliveryQuarantined])
            let causes = try await server.ledger.reader.events(.init()).map(\.header.cause?.rawValue)
            #expect(causes == [nil, 0, 0])
        }
    }

    @Test func `A tenant is found by its number, among those whose secret signed`() async throws {
        try await TestServer.run(configure: { configuration in
            configuration.tenants = [
                .default: Self.secrets("shared", ["1"]), Self.acme: Self.secrets("shared", ["2"]),
                TenantID("other")!: Self.secrets("own", ["3"]),
            ]
        }) { server in
            func tenants() async throws -> [TenantID] {
                try await server.ledger.reader.events(.init()).map(\.header.tenant)
            }
            let toAcme = try Self.signed(Self.delivery(["2"]), "shared")
            #expect(try await server.deliver(toAcme, to: Self.path).status == 200)
            #expect(try await tenants() == [Self.acme])
            // A tenant with an app of its own needs name no number, and can't write into another's ledger.
            let forged = try Self.signed(Self.delivery(["1"]), "own")
            #expect(try await server.deliver(forged, to: Self.path).status == 200)
            #expect(try await tenants() == [Self.acme, TenantID("other")])
            #expect(try await server.deliver(forged, to: "/t/acme\(Self.path)").status == 401)
        }
    }

    @Test func `A delivery for several tenants is shared out, and what is nobody's is kept apart`() async throws {
        try await TestServer.run(configure: { configuration in
            configuration.tenants = [
                .default: Self.secrets("shared", ["1"]), Self.acme: Self.secrets("shared", ["2"]),
            ]
        }) { server in
            let webhook = try Self.signed(Self.delivery(["1", "2", "1", "9"]), "shared")
            for _ in 0..<2 { #expect(try await server.deliver(webhook, to: Self.path).status == 200) }
            let events = try await server.ledger.reader.events(.init()).map(\.header)
            let found = Dictionary(grouping: events, by: \.tenant).mapValues { $0.map(\.kind) }
            #expect(found[.default] == [.deliveryReceived, .messageReceived, .messageReceived, .deliveryQuarantined])
            #expect(found[Self.acme] == [.messageReceived])
            let rubbish = try Self.signed("rubbish", "shared")
            #expect(try await server.deliver(rubbish, to: Self.path).status == 200)
            #expect(try await server.kinds().last == .deliveryQuarantined)
        }
    }
}
