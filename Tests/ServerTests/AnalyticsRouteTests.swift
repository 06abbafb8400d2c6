import Curl
import Ledger
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct AnalyticsRouteTests {
    /// Plays some messages, and waits until they are counted.
    private static func withMessages(_ body: @escaping @Sendable (TestServer, HTTPHeaders) async throws -> Void)
        async throws
    {
        try await TestServer.run { server in
            for index in 0..<4 {
                let webhook = try server.sample(.respondIO, "message.received", index: index)
                _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            }
            _ = try await server.deliver(
                try server.sample(.respondIO, "message.sent", index: 10), to: "/webhook/respond-io")
            let key = try await server.key(.inbox)
            try await server.eventually {
                let answer = try await server.send(.get, "/api/whatsapp/analytics", headers: key)
                return try answer.json["analytics"]?["total_messages"]?.integer == 5
            }
            try await body(server, key)
        }
    }

    /// Around the samples' time, 2025-10-09T08:53:20Z.
    private static let range = "from=2025-10-09T00:00:00Z&to=2025-10-11T00:00:00Z"

    @Test func `The figures have the fields of the Twilio inbox`() async throws {
        try await Self.withMessages { server, key in
            let answer = try await server.send(.get, "/api/whatsapp/analytics", headers: key)
            #expect(try answer.json["success"]?.bool == true)
            let figures = try #require(try answer.json["analytics"]?.object)
            #expect(
                figures.map(\.name) == [
                    "total_messages", "inbound_messages", "outbound_messages", "voice_messages", "tasks_created",
                    "transcriptions_completed", "unique_contacts", "avg_processing_time_seconds",
                ])
            #expect(figures["inbound_messages"] == 4)
            #expect(figures["outbound_messages"] == 1)
            #expect(figures["tasks_created"] == 0)
            #expect((figures["unique_contacts"]?.integer ?? 0) > 0)
            let before = try await server.send(
                .get, "/api/whatsapp/analytics?to=2025-01-01T00:00:00Z", headers: key)
            #expect(try before.json["analytics"]?["total_messages"] == 0)
            #expect(try before.json["analytics"]?["avg_processing_time_seconds"] == .null)
        }
    }

    @Test func `The statistics are those of the last 24 hours`() async throws {
        try await Self.withMessages { server, key in
            let webhook = try server.sample(.twilio, "message.received", at: "/api/whatsapp/webhook")
            _ = try await server.deliver(webhook, to: "/api/whatsapp/webhook")
            let answer = try await server.send(.get, "/stats", headers: key)
            #expect(answer.status == 200)
            #expect(try answer.json["period_hours"] == 24)
            #expect(try answer.json["messages_analyzed"] == 0)
            #expect(try answer.json["first_response"]?["count"] == 0)
            let (from, to) = (try answer.json["from"]?.string, try answer.json["to"]?.string)
            let start = try #require(from.flatMap { Timestamp($0) })
            #expect(start.advanced(by: .seconds(86_400)).description == to)
        }
    }

    @Test func `A report is cut into the days of a time zone`() async throws {
        try await Self.withMessages { server, key in
            let path = "/v1/analytics?\(Self.range)&bucket=day&tz=America/New_York"
            let report = try await server.send(.get, path, headers: key)
            #expect(report.status == 200)
            let json = try report.json
            #expect(json["tz"] == "America/New_York")
            let buckets = try #require(json["buckets"]?.array)
            #expect(
                buckets.map { $0["start"] } == [
                    "2025-10-09T00:00:00Z", "2025-10-09T04:00:00Z", "2025-10-10T04:00:00Z",
                ])
            #expect(buckets.map { $0["messages"] } == [0, 5, 0])
            #expect(json["total"]?["inbound"] == 4)
            #expect(json["channels"]?.array?.isEmpty == false)
            let senders = try #require(json["total"]?["senders"])
            #expect(["human", "automation", "unknown"].compactMap { senders[$0]?.integer }.reduce(0, +) == 1)
            let other = try await server.send(.get, "/v1/analytics?\(Self.range)&channel=nowhere", headers: key)
            #expect(try other.json["total"]?["messages"] == 0)
        }
    }

    @Test func `Each figure leads to its events`() async throws {
        try await Self.withMessages { server, key in
            let all = try await server.ledger.reader.events(.init()).map(\.header)
            for (metric, kind) in [
                ("inbound_messages", EventKind.messageReceived), ("outbound_messages", .messageSent),
            ] {
                var (positions, after): ([Int64], String) = ([], "")
                repeat {
                    let path = "/v1/analytics/\(metric)/events?\(Self.range)&limit=2\(after)"
                    let page = try await server.send(.get, path, headers: key)
                    positions += try page.json["events"]?.array?.compactMap { $0["position"]?.integer } ?? []
                    after = try page.json["next"]?.integer.map { "&after=\($0)" } ?? ""
                } while !after.isEmpty
                #expect(positions == all.filter { $0.kind == kind }.map(\.position.rawValue), "\(metric)")
            }
            let report = try await server.send(.get, "/v1/analytics?\(Self.range)", headers: key)
            let channels = try #require(try report.json["channels"]?.array)
            #expect(channels.count > 1)
            for channel in channels {
                let name = "\(channel["medium"]?.string ?? ""):\(channel["channel"]?.string ?? "")"
                let query = "\(Self.range)&channel=\(name.replacing("+", with: "%2B"))"
                let page = try await server.send(.get, "/v1/analytics/total_messages/events?\(query)", headers: key)
                #expect(
                    try page.json["events"]?.array?.count == channel["messages"]?.integer.map { Int($0) }, "\(name)")
            }
            let openings = try await server.send(
                .get, "/v1/analytics/first_response/events?\(Self.range)", headers: key)
            #expect(openings.status == 200)
            let tasks = try await server.send(.get, "/v1/analytics/tasks_created/events?\(Self.range)", headers: key)
            #expect(try tasks.json["events"] == [])
            let unknown = try await server.send(.get, "/v1/analytics/luck/events", headers: key)
            #expect(unknown.status == 404)
        }
    }

    @Test(
        arguments: ["/api/whatsapp/analytics?", "/stats?", "/v1/analytics?", "/v1/analytics/inbound_messages/events?"])
    func `Figures wait for the position that they are to have seen`(path: String) async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let webhook = try server.sample(.respondIO, "message.received", index: 0)
            _ = try await server.deliver(webhook, to: "/webhook/respond-io")
            let answer = try await server.send(.get, "\(path)at_least=0&\(Self.range)", headers: key)
            #expect(answer.status == 200)
            if path.hasPrefix("/v1/analytics?") { #expect(try answer.json["total"]?["inbound"] == 1) }
            let late = try await server.send(.get, "\(path)at_least=1000", headers: key)
            #expect(late.status == 400)
            #expect(try await server.send(.get, "\(path)at_least=x", headers: key).status == 400)
        }
    }

    @Test func `A month is told hour by hour`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            let month = "from=2025-10-15T00:00:00Z&to=2025-11-14T00:00:00Z"
            for zone in ["UTC", "Asia/Kolkata", "Australia/Lord_Howe"] {
                let path = "/v1/analytics?\(month)&bucket=hour&tz=\(zone)"
                let answer = try await server.send(.get, path, headers: key)
                #expect(answer.status == 200, "\(zone)")
                // By clocks that are half an hour off, the first hour and the last are halves.
                let count = try answer.json["buckets"]?.array?.count
                #expect(count == (zone == "Asia/Kolkata" ? 721 : 720), "\(zone)")
            }
        }
    }

    @Test func `Buckets are counted, whatever the clocks`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            // 999 hours and three quarters: a thousand parts, but by clocks half an hour off one more.
            let range = "from=2025-10-01T00:00:00Z&to=2025-11-11T15:45:00Z"
            for (zone, status) in [("UTC", 200), ("Asia/Kolkata", 400)] {
                let path = "/v1/analytics?\(range)&bucket=hour&tz=\(zone)"
                let answer = try await server.send(.get, path, headers: key)
                #expect(answer.status == status, "\(zone)")
                if status == 200 { #expect(try answer.json["buckets"]?.array?.count == 1000) }
            }
        }
    }

    @Test func `A report that can't be meant is refused`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.inbox)
            for query in [
                "from=yesterday", "from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z", "bucket=minute",
                "tz=Mars/Olympus",
                "tz=FOO%2B3", "bucket=hour&from=2020-01-01T00:00:00Z",
                "from=2025-01-01T00:00:00Z&from=2025-01-01T00:00:00Z",
            ] {
                let answer = try await server.send(.get, "/v1/analytics?\(query)", headers: key)
                #expect(answer.status == 400, "\(query)")
                #expect(answer.errorCode == "bad_request")
            }
        }
    }
}
