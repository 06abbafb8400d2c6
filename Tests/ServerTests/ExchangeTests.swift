import Curl
import Postgres
import Samples
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct ExchangeTests {
    @Test func `Every answer carries the request's id, the caller's own where it is one`() async throws {
        try await TestServer.run { server in
            let own = try await server.send(.get, "/healthz", headers: ["X-Request-Id": "abc-123"])
            #expect(own.headers["x-request-id"] == "abc-123")
            let made = try await server.send(.get, "/healthz", headers: ["X-Request-Id": "a b"])
            #expect(made.headers["x-request-id"]?.isEmpty == false)
            #expect(made.headers["x-request-id"] != "a b")
            let refused = try await server.send(.get, "/v1/events", headers: ["X-Request-Id": "abc-124"])
            #expect(refused.headers["x-request-id"] == "abc-124")
            #expect(try refused.json["error"]?["request_id"]?.string == "abc-124")
            #expect(server.log.lines.contains { $0.contains("request=abc-124") && $0.contains("status=401") })
        }
    }

    @Test func `What isn't there is 404, and a method that isn't there 405, in JSON`() async throws {
        try await TestServer.run { server in
            for path in ["/", "/nothing", "/v1", "/v1/events/1", "/webhooks", "/t/acme", "/checkpoint/x"] {
                let answer = try await server.send(.get, path)
                #expect(answer.status == 404)
                #expect(answer.errorCode == "not_found")
            }
            for (method, path, allowed) in [
                (HTTPMethod.get, "/webhook/respond-io", "POST"), (.delete, "/v1/events", "GET, HEAD"),
                (.post, "/healthz", "GET, HEAD"), (.put, "/t/acme/api/whatsapp/webhook", "POST"),
            ] {
                let answer = try await server.send(method, path, body: method == .get ? nil : [])
                #expect(answer.status == 405)
                #expect(answer.errorCode == "method_not_allowed")
                #expect(answer.headers["allow"] == allowed)
            }
        }
    }

    @Test func `HEAD gives the header of GET, and no body`() async throws {
        try await TestServer.run { server in
            let got = try await server.send(.get, "/healthz")
            #expect(got.text == #"{"status":"ok"}"#)
            for path in ["/healthz", "/checkpoint", "/v1/events"] {
                let head = try await server.send(.head, path)
                #expect(head.status == (try await server.send(.get, path).status))
                #expect(head.body.isEmpty)
            }
            #expect(try await server.send(.head, "/healthz").headers["content-length"] == "15")
        }
    }

    @Test func `A healthy server is ready, and says how its followers stand`() async throws {
        try await TestServer.run { server in
            _ = try await server.deliver(try server.sample(.twilio, "message.received"), to: "/api/whatsapp/webhook")
            try await server.eventually {
                let projections = try await server.send(.get, "/readyz").json["projections"]?.array ?? []
                return !projections.isEmpty && projections.allSatisfy { $0["position"]?.integer == 1 }
            }
            let answer = try await server.send(.get, "/readyz")
            #expect(answer.status == 200)
            let report = try answer.json
            #expect(report["status"]?.string == "ready")
            #expect(report["ledger"]?["size"]?.integer == 1)
            let projections = try #require(report["projections"]?.array)
            #expect(projections.contains(["name": "inbox", "position": 1, "lag": 0, "state": "following"]))
            #expect(projections.allSatisfy { $0["state"] == "following" && $0["lag"] == 0 })
            #expect(
                report["webhooks"] == [
                    ["source": "respond.io", "configured": true, "accepted": 0, "refused": 0, "postponed": 0],
                    ["source": "twilio", "configured": true, "accepted": 1, "refused": 0, "postponed": 0],
                    ["source": "whatsapp", "configured": true, "accepted": 0, "refused": 0, "postponed": 0],
                    ["source": "elevenlabs", "configured": true, "accepted": 0, "refused": 0, "postponed": 0],
                    ["source": "izer", "configured": true, "accepted": 0, "refused": 0, "postponed": 0],
                ])
        }
    }

    @Test(arguments: ["/health", "/api/v1/health"])
    func `Who asks for the health is told it in the form that he knows`(path: String) async throws {
        try await TestServer.run(configure: { $0.version = "7.0" }) { server in
            let answer = try await server.send(.get, path)
            #expect(answer.status == 200)
            let health = try answer.json
            #expect(health["status"] == "healthy")
            #expect(health["version"] == "7.0")
            #expect(health["timestamp"]?.string.flatMap { Timestamp($0) } != nil)
            #expect(
                health["dependencies"] == ["database": "connected", "redis": "not_used", "elevenlabs": "configured"])
        }
    }

    @Test func `Tables of another version are served as they are, and said to be due for a rebuild`() async throws {
        try await TestServer.run(configure: { $0.projections = ["inbox": 999, "sheets": 1] }) { server in
            let answer = try await server.send(.get, "/readyz")
            #expect(answer.status == 200)
            let states = (try answer.json["projections"]?.array ?? []).reduce(into: [:]) { states, projection in
                states[projection["name"]?.string] = projection["state"]?.string
            }
            #expect(states["inbox"] == "rebuild_due")
            #expect(states["sheets"] == "following")
            // Nothing is known of its version here.
            #expect(states["contacts"] == "following")
        }
    }

    @Test func `No log line, at any level, holds anything personal or secret`() async throws {
        try await TestServer.run { server in
            let token = try await server.keys.create(name: "reader", scopes: [.inbox, .audit])
            let headers: HTTPHeaders = ["X-API-Key": token]
            for (index, event) in ["message.received", "message.sent", "contact.updated"].enumerated() {
                _ = try await server.deliver(
                    try server.sample(.respondIO, event, index: index), to: "/webhook/respond-io")
            }
            let webhook = try server.sample(.twilio, "message.received")
            _ = try await server.deliver(webhook, to: "/api/whatsapp/webhook")
            _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            _ = try await server.deliver(TestServer.signedByRespondIO("not JSON +15550199"), to: "/webhook/respond-io")
            _ = try await server.send(.get, "/api/whatsapp/conversation/+15550199?x=+15550199", headers: headers)
            _ = try await server.send(.get, "/api/whatsapp/inbox?limit=+15550199", headers: headers)
            _ = try await server.send(.get, "/nothing/+15550199", headers: headers)
            _ = try await server.send(.get, "/v1/events?body=true&kind=+15550199", headers: headers)
            let lines = server.log.lines
            #expect(
                lines.contains { $0.contains("route=/api/whatsapp/conversation/{phone}") && $0.contains("status=200") })
            let secrets = ["15550199", token, "a-respond-io-secret", "a-twilio-auth-token"]
            for text in SampleTraffic.personalTexts + secrets {
                #expect(!lines.contains { $0.contains(text) })
            }
        }
    }

    @Test func `A failure of ours is told as one, by the request's id, and what it was is in the log`() async throws {
        try await TestServer.run { server in
            try await server.owner.execute("REVOKE SELECT ON lookup_sessions FROM daybook_projector")
            var headers = try await server.key(.agent)
            headers["X-Request-Id"] = "abc-500"
            let answer = try await server.send(.get, "/api/v1/conversations/anything", headers: headers)
            #expect(answer.status == 500)
            #expect(answer.errorCode == "internal_error")
            #expect(try answer.json["error"]?["request_id"]?.string == "abc-500")
            #expect(!answer.text.contains("lookup_sessions"))
            #expect(server.log.lines.contains { $0.contains("request=abc-500") && $0.contains("42501") })
        }
    }
}
