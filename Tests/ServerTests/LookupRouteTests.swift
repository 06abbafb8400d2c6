import Curl
import Ledger
import Providers
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct LookupRouteTests {
    private static let session = "bot123_51999999999_1234567890_xyz"

    /// Records what an agent said of a session, at some time.
    private static func record(
        on server: TestServer, at moment: Timestamp, tenant: TenantID = .default, session: String = session
    ) async throws {
        let contact = ContactIdentifier(.phone, "+51999999999")
        let subject = try await server.ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [contact])])[0]
        var sync = StateSynced(sessionID: session)
        sync.phone = "+51999999999"
        sync.subDomain = "restaurant-abc"
        sync.botID = "67890abcdef"
        sync.intent = "payment"
        sync.step = "processing_payment"
        sync.context = ["orderTotal": .decimal("50.00"), "paymentMethod": "yape"]
        sync.message = .init(role: "user", content: "Quiero una pizza")
        let bodies: [(EventKind, EventBody)] = [
            (.stateSynced, DaybookRecord.body(of: sync)),
            (.orderLinked, DaybookRecord.body(of: OrderLinked(sessionID: session, orderID: "o-7"))),
        ]
        _ = try await server.ledger.append(
            bodies.map { kind, body in
                EventDraft(
                    tenant: tenant, kind: kind, source: .agent, key: "\(session) \(kind)", subject: subject,
                    actor: .system, occurredAt: moment, body: body)
            })
    }

    private static func wait(_ server: TestServer, _ key: HTTPHeaders) async throws {
        try await server.eventually {
            let path = "/api/v1/conversations/\(session)"
            let orders = try await server.send(.get, path, headers: key).json["data"]?["linkedOrders"]?.array
            return orders?.isEmpty == false
        }
    }

    @Test func `A phone number leads to its tenant, in any form`() async throws {
        try await TestServer.run { server in
            try await Self.record(on: server, at: .now())
            let key = try await server.key(.agent)
            try await Self.wait(server, key)
            for phone in [
                "+51999999999", "%2B51999999999", "51999999999", "whatsapp:+51999999999", "whatsapp%3A%2B51999999999",
            ] {
                let answer = try await server.send(.get, "/api/v1/whatsapp/lookup/tenant/\(phone)", headers: key)
                #expect(answer.status == 200)
                #expect(
                    try answer.json == [
                        "type": "1", "message": "Tenant information retrieved successfully",
                        "data": [
                            "subDomain": "restaurant-abc", "botId": "67890abcdef", "sessionId": .string(Self.session),
                            "isActive": true,
                        ],
                    ])
            }
        }
    }

    @Test func `A conversation is told whole, by phone or by session`() async throws {
        try await TestServer.run { server in
            let moment = try #require(Timestamp("2025-12-29T10:06:00Z"))
            try await Self.record(on: server, at: moment)
            let key = try await server.key(.agent)
            try await Self.wait(server, key)
            let bySession = try await server.send(.get, "/api/v1/conversations/\(Self.session)", headers: key)
            let byPhone = try await server.send(
                .get, "/api/v1/whatsapp/lookup/conversation/+51999999999", headers: key)
            #expect(try bySession.json == byPhone.json)
            #expect(bySession.text.contains(#""orderTotal":50.00"#))
            let data = try #require(try bySession.json["data"])
            #expect(data["sessionId"]?.string == Self.session)
            #expect(data["currentIntent"] == "payment")
            #expect(data["currentStep"] == "processing_payment")
            #expect(data["lastActivity"] == "2025-12-29T10:06:00.000Z")
            #expect(data["context"]?["paymentMethod"] == "yape")
            #expect(data["context"]?["lastUserMessage"] == "Quiero una pizza")
            #expect(
                data["context"]?["previousMessages"] == [
                    ["role": "user", "content": "Quiero una pizza", "timestamp": "2025-12-29T10:06:00.000Z"]
                ])
            #expect(data["linkedOrders"] == [["orderId": "o-7", "linkedAt": "2025-12-29T10:06:00.000Z"]])
            // More than a day has gone since.
            #expect(data["isActive"] == false)
        }
    }

    @Test func `What isn't there, or is another tenant's, is answered alike`() async throws {
        try await TestServer.run { server in
            let acme = try #require(TenantID("acme"))
            try await Self.record(on: server, at: .now(), tenant: acme)
            try await Self.wait(server, try await server.key(.agent))
            let (own, other) = (
                try await server.key(.agent, tenant: acme), try await server.key(.agent, tenant: .default)
            )
            for path in [
                "/api/v1/whatsapp/lookup/tenant/51999999999", "/api/v1/whatsapp/lookup/conversation/51999999999",
                "/api/v1/conversations/\(Self.session)",
            ] {
                #expect(try await server.send(.get, path, headers: own).status == 200)
                let hidden = try await server.send(.get, path, headers: other)
                let missing = try await server.send(
                    .get, path.replacing("51999999999", with: "51000000000"), headers: own)
                #expect(hidden.status == 404)
                #expect(missing.status == 404)
                #expect(try hidden.json == missing.json)
                #expect(try hidden.json["type"] == "2")
                #expect(try hidden.json["data"] == .null)
            }
        }
    }

    @Test(arguments: [
        (0 as Int64, "1970-01-01T00:00:00.000Z"), (1_767_002_760_123_456, "2025-12-29T10:06:00.123Z"),
        (1_767_002_760_009_999, "2025-12-29T10:06:00.009Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func `Times have three fractional digits, as JavaScript writes them`(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).inMilliseconds == text)
    }
}
