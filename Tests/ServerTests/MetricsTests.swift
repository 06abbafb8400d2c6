import Cryptography
import Curl
import Ledger
import Postgres
import PostgresCluster
import Providers
import Testing
import Vocabulary

@testable import Server

/// `GET /metrics`.
@Suite(.serialized) struct MetricsTests {
    private static func page(of server: TestServer) async throws -> MetricsPage {
        let answer = try await server.get("/metrics", as: .metrics)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        let page = MetricsPage(answer.text)
        #expect(page.problems == [])
        return page
    }

    /// The same message with this text.
    private static func message(_ text: String) -> WebhookRequest {
        TestServer.signedByRespondIO(
            #"{"event_type":"message.received","event_id":"e1","contact":{"id":7,"phone":"+15550100"},"#
                + #""message":{"messageId":9,"traffic":"incoming","timestamp":1760000000000,"#
                + #""message":{"type":"text","text":"\#(text)"}},"channel":{"id":1,"source":"whatsapp"}}"#)
    }

    @Test func `Each webhook is counted once, by what became of it`() async throws {
        try await TestServer.run(configure: { $0.limits.bodyBytes = 2000 }) { server in
            let path = "/webhook/respond-io"
            for body in [Self.message("one"), Self.message("one"), Self.message("two")] {
                #expect(try await server.deliver(body, to: path).status == 200)
            }
            #expect(try await server.deliver(TestServer.signedByRespondIO("rubbish"), to: path).status == 200)
            #expect(try await server.send(.post, path, body: Array("{}".utf8)).status == 401)
            let large = TestServer.signedByRespondIO(String(repeating: "x", count: 2001))
            #expect(try await server.deliver(large, to: path).status == 413)
            #expect(try await server.deliver(Self.message("one"), to: "/t/nobody\(path)").status == 404)

            let page = try await Self.page(of: server)
            for outcome in ["recorded", "duplicate", "conflicted", "quarantined"] {
                let labels = ["source": "respond.io", "outcome": outcome]
                #expect(page.values("daybook_webhooks_acknowledged_total", labels) == [1], "\(outcome)")
            }
            for (reason, count) in [
                ("bad_signature", 1.0), ("body_too_large", 1), ("unknown_tenant", 1), ("unreadable_request", 0),
            ] {
                let labels = ["source": "respond.io", "reason": reason]
                #expect(page.values("daybook_webhooks_refused_total", labels) == [count], "\(reason)")
            }
            #expect(page.values("daybook_webhooks_acknowledged_total", ["source": "twilio"]) == [0, 0, 0, 0])
            #expect(page.values("daybook_webhooks_postponed_total") == Array(repeating: 0, count: 15))
        }
    }

    @Test func `What can't be taken for want of a secret is postponed`() async throws {
        try await TestServer.run(configure: { $0.tenants = [.default: ProviderSecrets()] }) { server in
            let answer = try await server.send(.post, "/api/whatsapp/webhook", body: Array("a=b".utf8))
            #expect(answer.status == 503)
            let labels = ["source": "twilio", "reason": "not_configured"]
            #expect(try await Self.page(of: server).values("daybook_webhooks_postponed_total", labels) == [1])
        }
    }

    @Test func `Batches, the ledger, its followers, pools and the process are shown`() async throws {
        try await TestServer.run { server in
            for index in 0..<5 {
                let webhook = try server.sample(.respondIO, "message.received", index: index)
                #expect(try await server.deliver(webhook, to: "/webhook/respond-io").status == 200)
            }
            try await server.checkpoints.sign()
            try await server.eventually {
                let page = try await Self.page(of: server)
                return page.values("daybook_projection_position").allSatisfy { $0 == 5 }
            }
            let page = try await Self.page(of: server)
            #expect(page.values("daybook_append_events_total", ["outcome": "recorded"]) == [5])
            #expect(page.values("daybook_append_batch_events_sum") == [5])
            #expect((1...5).contains(page.values("daybook_append_batch_events_count")[0]))
            #expect(page.values("daybook_append_commit_duration_seconds_sum")[0] > 0)
            #expect(page.values("daybook_append_failures_total") == [0])
            #expect(page.values("daybook_append_queue_requests") == [0])
            #expect(page.values("daybook_ledger_events") == [5])
            #expect(page.values("daybook_database_up") == [1])
            #expect(page.values("daybook_projection_lag_events", ["projection": "inbox"]) == [0])
            #expect(page.values("daybook_projection_lag_seconds").allSatisfy { $0 == 0 })
            #expect(page.values("daybook_projection_failed").allSatisfy { $0 == 0 })
            #expect(page.values("daybook_checkpoint_events") == [5])
            #expect((0..<600).contains(page.values("daybook_checkpoint_age_seconds")[0]))
            #expect(page.values("daybook_pool_connections", ["pool": "writer"]).reduce(0, +) >= 1)
            #expect(page.values("daybook_pool_connections_limit", ["pool": "writer"]) == [4])
            #expect(page.values("daybook_pool_waiting", ["pool": "writer"]) == [0])
            #expect(page.values("daybook_http_connections")[0] >= 1)
            #expect(page.values("daybook_build_info", ["version": "unknown"]) == [1])
            #expect(page.values("process_resident_memory_bytes")[0] > 1_000_000)
            #expect(page.values("process_open_fds")[0] > 3)
            #expect(page.values("process_max_fds").allSatisfy { $0 >= page.values("process_open_fds")[0] })
            #expect(page.values("process_cpu_seconds_total")[0] > 0)
            let now = Double(Timestamp.now().microseconds) / 1e6
            #expect((now - 86_400...now + 1).contains(page.values("process_start_time_seconds")[0]))
        }
    }

    @Test func `A projection that has stopped is shown with how far and how long it is behind`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.respondIO, "message.received")
            #expect(try await server.deliver(webhook, to: "/webhook/respond-io").status == 200)
            try await server.owner.execute(
                """
                INSERT INTO projections (name, version, position, failure, updated_at) VALUES ('other', 1, 0, 'why', now())
                """)
            let page = try await Self.page(of: server)
            let other = ["projection": "other"]
            #expect(page.values("daybook_projection_failed", other) == [1])
            #expect(page.values("daybook_projection_lag_events", other) == [1])
            #expect(page.values("daybook_projection_lag_seconds", other)[0] > 0)
        }
    }

    @Test func `Requests are counted by route and status, and no path or query stands in the page`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            #expect(try await server.send(.get, "/api/whatsapp/conversation/15550100", headers: key).status == 200)
            #expect(try await server.send(.get, "/api/whatsapp/conversation/15550100").status == 401)
            #expect(try await server.send(.delete, "/api/whatsapp/conversation/15550100").status == 405)
            #expect(try await server.send(.get, "/nowhere/15550100?phone=15550100").status == 404)
            let answer = try await server.get("/metrics", as: .metrics)
            #expect(!answer.text.contains("15550100"))
            let page = MetricsPage(answer.text)
            #expect(page.problems == [])
            let route = "/api/whatsapp/conversation/{phone}"
            for (method, route, status) in [
                ("GET", route, "200"), ("GET", route, "401"), ("other", route, "405"), ("other", "NotFound", "404"),
            ] {
                let labels = ["method": method, "route": route, "status": status]
                #expect(page.values("daybook_http_requests_total", labels) == [1], "\(labels)")
            }
            let labels = ["method": "GET", "route": route]
            #expect(page.values("daybook_http_request_duration_seconds_count", labels) == [2])
        }
    }

    @Test func `A key of one tenant doesn't see the numbers of all`() async throws {
        try await TestServer.run { server in
            let answer = try await server.get("/metrics", as: .metrics, tenant: TenantID("acme"))
            #expect(answer.status == 403)
            #expect(answer.errorCode == "other_tenant")
        }
    }

    @Test func `With PostgreSQL stopped the page still comes, to a key that was let in before`() async throws {
        try await withScratchCluster { cluster in
            try await cluster.createDatabase("daybook")
            try await TestServer.run(database: cluster.connectionString(database: "daybook")) { server in
                let key = try await server.key(.metrics)
                let stranger = try await server.key(.metrics)
                #expect(try await server.send(.get, "/metrics", headers: key).status == 200)
                try await cluster.stop(.immediate)
                let webhook = try server.sample(.respondIO, "message.received")
                #expect(try await server.deliver(webhook, to: "/webhook/respond-io").status == 503)
                let answer = try await server.send(.get, "/metrics", headers: key)
                #expect(answer.status == 200)
                let page = MetricsPage(answer.text)
                #expect(page.problems == [])
                #expect(page.values("daybook_database_up") == [0])
                #expect(page.values("daybook_webhooks_postponed_total", ["reason": "unavailable"]).reduce(0, +) == 1)
                // Nobody else is let in meanwhile.
                #expect(try await server.send(.get, "/metrics", headers: stranger).status == 503)
            }
        }
    }

    @Test func `A key that was revoked isn't remembered`() async throws {
        try await TestServer.run { server in
            let token = try await server.keys.create(name: "gone", scopes: [.metrics])
            let headers: HTTPHeaders = ["Authorization": "Bearer \(token)"]
            #expect(try await server.send(.get, "/metrics", headers: headers).status == 200)
            _ = try await server.keys.revoke(try #require(APIKey(token: token)?.id))
            #expect(try await server.send(.get, "/metrics", headers: headers).status == 401)
        }
    }

    @Test func `A key is remembered for an hour, unless it is forgotten before`() {
        let keys = RecentKeys()
        let now = ContinuousClock.now
        let principal = Principal(keyID: "a", tenant: nil, scopes: [.metrics])
        keys.keep("token", of: principal, now: now)
        #expect(keys.principal(of: "token", now: now + RecentKeys.patience) == principal)
        #expect(keys.principal(of: "token", now: now + RecentKeys.patience + .seconds(1)) == nil)
        #expect(keys.principal(of: "another", now: now) == nil)
        keys.forget("token")
        #expect(keys.principal(of: "token", now: now) == nil)
        for index in 0..<40 { keys.keep("token \(index)", of: principal, now: now + .seconds(index)) }
        #expect((0..<40).filter { keys.principal(of: "token \($0)", now: now + .seconds(40)) != nil } == Array(24..<40))
    }
}
