import Curl
import HTTPTypes
import Ledger
import Postgres
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct AccessTests {
    /// Who may call what. A route that is added is added here, by somebody who has thought about it.
    private static let expected = Set(
        [
            "GET /v1/events key(audit)", "GET /checkpoint open", "GET /tile/** key(audit)", "GET /healthz open",
            "GET /health open", "GET /api/v1/health open", "GET /openapi.json open", "GET /docs open",
            "GET /readyz open", "GET /metrics key(metrics)", "GET /api/v1/whatsapp/lookup/tenant/{phone} key(agent)",
            "GET /api/v1/whatsapp/lookup/conversation/{phone} key(agent)", "GET /api/v1/conversations/{id} key(agent)",

            "POST /api/v1/conversations key(agent)", "PATCH /api/v1/conversations/{id}/intent key(agent)",
            "PATCH /api/v1/conversations/{id}/context key(agent)",
            "POST /api/v1/conversations/{id}/messages key(agent)",
            "POST /api/v1/conversations/{id}/orders key(agent)",
            "PUT /api/v1/whatsapp/agent/conversations/{id}/sync key(agent)",
            "POST /api/v1/whatsapp/agent/conversations/{id}/messages key(agent)",
            "POST /api/v1/whatsapp/agent/conversations/{id}/orders key(agent)",
        ]
            + ["", "/t/{tenant}"].flatMap { prefix in
                expectedOfTenants.map { $0.replacing(" /", with: " \(prefix)/", maxReplacements: 1) }
            })

    /// Those that there are for each tenant, too.
    private static let expectedOfTenants = [
        "POST /webhook/respond-io signed(respond.io)", "POST /api/whatsapp/webhook signed(twilio)",
        "GET /api/v1/conversations key(agent)", "POST /api/v1/webhook/conversation key(ingest)",
        "POST /webhook key(ingest)", "POST /webhook/elevenlabs signed(elevenlabs)",
        "GET /webhook/whatsapp signed(whatsapp)",
        "POST /webhook/whatsapp signed(whatsapp)",
        "GET /api/whatsapp/inbox key(inbox)", "GET /api/whatsapp/conversation/{phone} key(inbox)",
        "POST /api/whatsapp/mark-read key(inbox)",
        "GET /v1/conversations key(inbox)", "GET /v1/conversations/{conversation} key(inbox)",
        "GET /v1/conversations/{conversation}/messages key(inbox)",
        "POST /v1/conversations/{conversation}/read key(inbox)",
        "POST /v1/conversations/{conversation}/notes key(inbox)", "GET /v1/messages key(inbox)",
        "GET /v1/contacts key(inbox)", "GET /v1/contacts/{id} key(inbox)", "GET /v1/contacts/{id}/timeline key(inbox)",
        "GET /v1/contacts/{id}/suggestions key(inbox)", "POST /v1/contacts/{id}/merge key(inbox)",
        "POST /v1/contacts/{id}/unmerge key(inbox)", "GET /v1/sheets/{sheet} key(inbox)",
        "GET /api/whatsapp/analytics key(inbox)", "GET /stats key(inbox)", "GET /v1/analytics key(inbox)",
        "GET /v1/analytics/{metric}/events key(inbox)",
    ]

    private static func line(_ route: Route) -> String {
        "\(route.method.rawValue) \(route.path) \(route.access)"
    }

    private static func keyed(_ table: RouteTable) throws -> [(method: Curl.HTTPMethod, scope: Scope, path: String)] {
        try table.routes.compactMap { route in
            guard case .key(let scope) = route.access else { return nil }
            let path = route.path.replacing("{tenant}", with: "acme").replacing("**", with: "0/000")
                .replacing(#/{\w+}/#, with: "15550100")
            return (try #require(HTTPMethod(rawValue: route.method.rawValue)), scope, path)
        }
    }

    @Test func `Every route is open, signed or for a scope, as is written here`() async throws {
        try await TestServer.run { server in
            #expect(Set(server.table.routes.map(Self.line)) == Self.expected)
            #expect(server.table.routes.count == Self.expected.count)
        }
    }

    @Test func `Every keyed route refuses who has no key, a wrong one, or one of another scope`() async throws {
        try await TestServer.run { server in
            let keyed = try Self.keyed(server.table)
            #expect(keyed.count == Self.expected.count { $0.contains(" key(") })
            for (method, scope, path) in keyed {
                let without = try await server.send(method, path)
                #expect(without.status == 401)
                #expect(without.headers["www-authenticate"] == "Bearer")
                for token in ["nonsense", APIKey.generate().token] {
                    let wrong = try await server.send(method, path, headers: ["Authorization": "Bearer \(token)"])
                    #expect(wrong.status == 401)
                    #expect(wrong.errorCode == "unauthorized")
                }
                for other in Scope.allCases where other != scope && other != .admin {
                    let answer = try await server.send(method, path, headers: try await server.key(other))
                    #expect(answer.status == 403, "\(path) with \(other)")
                    #expect(answer.errorCode == "missing_scope")
                }
                for enough in [scope, .admin] {
                    let status = try await server.send(method, path, headers: try await server.key(enough)).status
                    #expect(status != 401 && status != 403, "\(path) with \(enough): \(status)")
                }
            }
        }
    }

    @Test func `A key is taken from either header`() async throws {
        try await TestServer.run { server in
            let token = try await server.keys.create(name: "either", scopes: [.inbox])
            for headers: HTTPHeaders in [["Authorization": "Bearer \(token)"], ["X-API-Key": token]] {
                #expect(try await server.send(.get, "/api/whatsapp/inbox", headers: headers).status == 200)
            }
        }
    }

    @Test func `A key that is replaced works beside the new one until its time is over`() async throws {
        try await TestServer.run { server in
            let old = try await server.keys.create(name: "desk", scopes: [.inbox], tenant: .default)
            let id = try #require(APIKey(token: old)?.id)
            func status(_ token: String) async throws -> Int {
                try await server.send(.get, "/v1/conversations", headers: ["X-API-Key": token]).status
            }
            let new = try #require(try await server.keys.rotate(id, oldUntil: .now().advanced(by: .seconds(3600))))
            #expect(try await [status(old), status(new)] == [200, 200])
            let records = try await server.keys.list()
            #expect(records.map(\.name) == ["desk", "desk"])
            #expect(Set(records.map(\.tenant)) == [.default])
            #expect(Set(records.map(\.scopes)) == [[.inbox]])
            // The second time nothing is prolonged, and the other ends now.
            let newer = try #require(try await server.keys.rotate(id, oldUntil: .now()))
            #expect(try await [status(old), status(new), status(newer)] == [401, 200, 200])
            #expect(try await server.keys.rotate(id, oldUntil: .now().advanced(by: .seconds(60))) == nil)
            #expect(try await server.keys.rotate("nobody", oldUntil: .now()) == nil)
        }
    }

    @Test func `A revoked or expired key lets nobody in, and the answer says so`() async throws {
        try await TestServer.run { server in
            let token = try await server.keys.create(name: "short", scopes: [.inbox])
            let headers: HTTPHeaders = ["X-API-Key": token]
            #expect(try await server.send(.get, "/api/whatsapp/inbox", headers: headers).status == 200)
            let id = try #require(APIKey(token: token)?.id)
            #expect(try await server.keys.revoke(id))
            #expect(try await server.keys.revoke("nobody") == false)
            let revoked = try await server.send(.get, "/api/whatsapp/inbox", headers: headers)
            #expect(revoked.status == 401)
            #expect(revoked.text.contains("revoked"))
            let old = try await server.keys.create(
                name: "old", scopes: [.inbox], expiresAt: Timestamp(microseconds: 1_000_000))
            let expired = try await server.send(.get, "/api/whatsapp/inbox", headers: ["X-API-Key": old])
            #expect(expired.status == 401)
            #expect(expired.text.contains("expired"))
        }
    }

    @Test func `A key of one tenant doesn't see another's`() async throws {
        try await TestServer.run { server in
            let own = try await server.key(.inbox, .audit, tenant: TenantID("acme"))
            for path in ["/t/default/api/whatsapp/inbox", "/v1/events?tenant=default", "/tile/entries/000.p/1"] {
                let answer = try await server.send(.get, path, headers: own)
                #expect(answer.status == 403)
                #expect(answer.errorCode == "other_tenant")
            }
            #expect(try await server.send(.get, "/t/acme/api/whatsapp/inbox", headers: own).status == 200)
            #expect(try await server.send(.get, "/api/whatsapp/inbox", headers: own).status == 200)
        }
    }

    @Test func `The database keeps a digest of the secret, and when a key was used`() async throws {
        try await TestServer.run { server in
            let token = try await server.keys.create(name: "kept", scopes: [.inbox, .audit], tenant: .default)
            let secret = try #require(token.split(separator: "_", maxSplits: 2).last)
            let before = try #require(try await server.keys.list().first)
            #expect(before.name == "kept")
            #expect(before.scopes == [.audit, .inbox])
            #expect(before.tenant == .default)
            #expect(before.lastUsedAt == nil)
            _ = try await server.send(.get, "/api/whatsapp/inbox", headers: ["X-API-Key": token])
            let first = try #require(try await server.keys.list().first?.lastUsedAt)
            _ = try await server.send(.get, "/api/whatsapp/inbox", headers: ["X-API-Key": token])
            #expect(try await server.keys.list().first?.lastUsedAt == first)
            let rows = try await server.owner.query("SELECT api_keys::text FROM api_keys").decode(String.self)
            #expect(rows.allSatisfy { !$0.contains(secret) })
        }
    }
}
