import Curl
import Ledger
import Postgres
import ProjectionEngine
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct ContactRouteTests {
    /// Delivers a contact as Respond.io's guide has it, and gives its id.
    private static func deliver(
        _ id: String, _ fields: JSONObject, to server: TestServer, tenant: TenantID? = nil
    ) async throws -> String {
        var data = fields
        data["contactId"] = .string(id)
        let body: JSON = ["event": "contact.updated", "timestamp": "2025-01-15T10:30:00Z", "data": .object(data)]
        let webhook = TestServer.signedByRespondIO(String(decoding: body.serialized(), as: UTF8.self))
        let prefix = tenant.map { "/t/\($0)" } ?? ""
        #expect(try await server.deliver(webhook, to: "\(prefix)/webhook/respond-io").status == 200)
        let contact = ContactIdentifier(.provider(.respondIO), id)
        return try #require(try await server.ledger.subject(of: contact, in: tenant ?? .default)).description
    }

    /// Two contacts that share a number, folded.
    private static func two(_ server: TestServer, _ key: HTTPHeaders) async throws -> (String, String) {
        let ana = try await deliver(
            "1",
            [
                "name": "Ana", "identifier": "+55 11 98765-4321", "email": "ana@example.com",
                "tags": ["client", "vip"],
                "customFields": [
                    "client_id": "c1", "total_calls": "many", "last_project_date": "2025-01-15",
                    "timezone": "America/Sao_Paulo", "project_ids": "p1,p2",
                    "communication_preferences": ["no_whatsapp": true, "quiet_hours": "20:00-09:00"],
                ],
            ], to: server)
        let short = try await deliver("2", ["name": "Ana S.", "identifier": "+55 11 8765-4321"], to: server)
        let position = try await server.eventCount() - 1
        #expect(try await server.send(.get, "/v1/contacts?at_least=\(position)", headers: key).status == 200)
        return (ana, short)
    }

    private static func post(
        _ server: TestServer, _ path: String, with other: String, _ key: HTTPHeaders, idempotencyKey: String? = nil
    ) async throws -> HTTPResponse {
        var headers = key
        headers["Idempotency-Key"] = idempotencyKey
        return try await server.send(.post, path, headers: headers, body: Array(#"{"with":"\#(other)"}"#.utf8))
    }

    @Test func `A read of what isn't folded yet is told to come again`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let webhook = try server.sample(.respondIO, "message.received")
            try await server.owner.withConnection { connection in
                try await connection.execute("BEGIN")
                // The follower can't get past this row.
                try await connection.execute("SELECT FROM projections WHERE name = 'contacts' FOR UPDATE")
                _ = try await server.deliver(webhook, to: "/webhook/respond-io")
                let behind = try await server.send(.get, "/v1/contacts?at_least=0", headers: key)
                #expect(behind.status == 503)
                #expect(behind.errorCode == "behind")
                #expect(behind.headers["retry-after"] == "1")
                try await connection.execute("COMMIT")
            }
            try await server.eventually {
                try await server.send(.get, "/v1/contacts?at_least=0", headers: key).status == 200
            }
        }
    }

    @Test func `A contact is shown with its fields, typed, and its tags by group`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, _) = try await Self.two(server, key)
            let answer = try await server.send(.get, "/v1/contacts/\(ana)", headers: key)
            #expect(answer.status == 200)
            #expect(answer.headers["cache-control"] == "no-store")
            let contact = try answer.json
            #expect(contact["id"]?.string == ana)
            #expect(contact["type"]?.string == "client")
            #expect(contact["phone"]?.string == "+5511987654321")
            #expect(contact["time_zone"]?.string == "America/Sao_Paulo")
            #expect(contact["project_ids"] == ["p1", "p2"])
            #expect(
                contact["tags"] == [["name": "client", "group": "type"], ["name": "vip", "group": .null]])
            let fields = contact["custom_fields"]
            #expect(fields?["total_calls"] == ["type": "number", "value": "many", "fits": false])
            #expect(fields?["last_project_date"] == ["type": "date", "value": "2025-01-15", "fits": true])
            #expect(contact["preferences"]?["no_whatsapp"]?.bool == true)
            #expect(contact["preferences"]?["quiet_hours"]?.string == "20:00-09:00")
            #expect(contact["merged"] == [])
            let list = try await server.send(.get, "/v1/contacts?q=ana&tag=vip&type=client", headers: key)
            #expect(try list.json["contacts"] == [contact])
            #expect(try list.json["next"] == .null)
            let first = try await server.send(.get, "/v1/contacts?limit=1", headers: key)
            let next = try #require(try first.json["next"]?.string)
            let second = try await server.send(.get, "/v1/contacts?limit=1&after=\(next)", headers: key)
            #expect(try second.json["contacts"]?.array?.count == 1)
            #expect(try second.json["contacts"] != first.json["contacts"])
            #expect(try second.json["next"] == .null)
        }
    }

    @Test func `Contacts are merged and unmerged, once, however often it is asked for`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, short) = try await Self.two(server, key)
            let before = try await server.send(.get, "/v1/contacts", headers: key).json
            let suggested = try await server.send(.get, "/v1/contacts/\(ana)/suggestions", headers: key).json
            #expect(
                suggested["suggestions"] == [
                    ["id": .string(short), "name": "Ana S.", "shared": [["kind": "phone", "value": "+5511987654321"]]]
                ])
            let count = try await server.eventCount()
            let merged = try await Self.post(server, "/v1/contacts/\(ana)/merge", with: short, key)
            #expect(merged.status == 200)
            #expect(try merged.json["merged"]?.bool == true)
            #expect(try merged.json["position"]?.integer == count)
            // Before the projection has seen it, and after.
            for _ in 0..<3 {
                let again = try await Self.post(server, "/v1/contacts/\(ana)/merge", with: short, key)
                #expect(try again.json == merged.json)
                #expect(try await server.send(.get, "/v1/contacts?at_least=\(count)", headers: key).status == 200)
            }
            #expect(try await server.eventCount() == count + 1)
            let one = try await server.send(.get, "/v1/contacts/\(short)", headers: key).json
            #expect(one["id"]?.string == ana)
            #expect(one["merged"] == [.string(short)])
            let timeline = try await server.send(.get, "/v1/contacts/\(short)/timeline", headers: key).json
            #expect(timeline["entries"]?.array?.map { $0["kind"]?.string } == ["contact.merged"])
            #expect(timeline["entries"]?.array?.first?["conversation"] == .null)

            let circle = try await Self.post(server, "/v1/contacts/\(short)/merge", with: ana, key)
            #expect(circle.status == 409)
            #expect(circle.errorCode == "merge_circle")
            let undone = try await Self.post(server, "/v1/contacts/\(ana)/unmerge", with: short, key)
            #expect(try undone.json["position"]?.integer == count + 1)
            let after = try await server.send(.get, "/v1/contacts?at_least=\(count + 1)", headers: key)
            #expect(try after.json == before)
            // What was undone can be done again: that is another fact.
            let anew = try await Self.post(server, "/v1/contacts/\(ana)/merge", with: short, key)
            #expect(try anew.json["position"]?.integer == count + 2)
        }
    }

    @Test func `An Idempotency-Key names one request for good`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, short) = try await Self.two(server, key)
            let path = "/v1/contacts/\(ana)"
            let first = try await Self.post(server, "\(path)/merge", with: short, key, idempotencyKey: "k1")
            let position = try #require(try first.json["position"]?.integer)
            let undone = try await Self.post(server, "\(path)/unmerge", with: short, key, idempotencyKey: "k2")
            #expect(undone.status == 200)
            _ = try await server.send(.get, "/v1/contacts?at_least=\(position + 1)", headers: key)
            // The first request, held up on its way: it has been done, and undone since.
            let late = try await Self.post(server, "\(path)/merge", with: short, key, idempotencyKey: "k1")
            #expect(try late.json["position"]?.integer == position)
            #expect(try await server.eventCount() == position + 2)
            let third = try await Self.deliver("3", ["name": "Third"], to: server)
            _ = try await server.send(.get, "/v1/contacts?at_least=\(position + 2)", headers: key)
            let reused = try await Self.post(server, "\(path)/merge", with: third, key, idempotencyKey: "k1")
            #expect(reused.status == 409)
            #expect(reused.errorCode == "idempotency_key_reused")
        }
    }

    @Test func `What was acknowledged counts at once, whether it is folded yet or not`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, short) = try await Self.two(server, key)
            let count = try await server.eventCount()
            for round in 0..<10 {
                let change = round % 2 == 0 ? "merge" : "unmerge"
                let answer = try await Self.post(server, "/v1/contacts/\(ana)/\(change)", with: short, key)
                #expect(try answer.json["position"]?.integer == count + Int64(round))
            }
            #expect(try await server.eventCount() == count + 10)
        }
    }

    @Test func `Two who merge at once close no circle`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, short) = try await Self.two(server, key)
            async let one = Self.post(server, "/v1/contacts/\(ana)/merge", with: short, key)
            async let other = Self.post(server, "/v1/contacts/\(short)/merge", with: ana, key)
            let statuses = try await [one.status, other.status].sorted()
            #expect(statuses == [200, 409])
        }
    }

    @Test func `What can't be answered is refused`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let (ana, short) = try await Self.two(server, key)
            let acme = try #require(TenantID("acme"))
            let theirs = try await Self.deliver("1", ["name": "Theirs"], to: server, tenant: acme)
            let position = try await server.eventCount() - 1
            _ = try await server.send(.get, "/v1/contacts?at_least=\(position)", headers: key)
            for (path, status) in [
                ("/v1/contacts/\(theirs)", 404), ("/v1/contacts/nobody", 404), ("/t/acme/v1/contacts/\(theirs)", 200),
                ("/t/acme/v1/contacts/\(ana)", 404), ("/v1/contacts?type=friend", 400), ("/v1/contacts?limit=0", 400),
                ("/v1/contacts?after=x", 400), ("/v1/contacts?at_least=-1", 400), ("/v1/contacts?q=%00", 400),
                ("/v1/contacts/\(ana)/timeline?after=1_x", 400), ("/v1/contacts?after=9223372036854775807_\(ana)", 400),
                ("/v1/contacts?q=%27%26%7C!%3A*", 200),
            ] {
                #expect(try await server.send(.get, path, headers: key).status == status, "\(path)")
            }
            let never = try await server.send(.get, "/v1/contacts?at_least=\(position + 1000)", headers: key)
            #expect(never.status == 400)
            #expect(try await server.get("/v1/contacts", as: .audit).status == 403)
            #expect(try await server.get("/t/acme/v1/contacts", as: .inbox, tenant: .default).status == 403)
            #expect(try await server.send(.get, "/v1/contacts").status == 401)
            for (with, status) in [(theirs, 404), (ana, 409), ("nobody", 400), (short, 200)] {
                let answer = try await Self.post(server, "/v1/contacts/\(ana)/merge", with: with, key)
                #expect(answer.status == status, "\(with)")
            }
            for body in ["", "[]", "{", "{}"] {
                let answer = try await server.send(
                    .post, "/v1/contacts/\(ana)/merge", headers: key, body: Array(body.utf8))
                #expect(answer.status == 400)
            }
        }
    }
}
