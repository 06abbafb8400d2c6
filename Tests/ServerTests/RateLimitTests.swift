import Curl
import NIOCore
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct RateLimitTests {
    @Test func `all requests may come at once, and then one after the other`() {
        let limit = RateLimit(requests: 4, per: .seconds(60))
        let start = ContinuousClock.now
        var mark: ContinuousClock.Instant?
        func spend(after seconds: Double) -> RateLimit.Allowance {
            limit.spend(&mark, at: start + .seconds(seconds))
        }
        #expect((0..<4).map { _ in spend(after: 0).remaining } == [3, 2, 1, 0])
        let refused = spend(after: 5)
        #expect(refused.wait == .seconds(10))
        #expect(refused.reset == .seconds(55))
        // What is refused costs nothing.
        #expect(spend(after: 14.999).wait != nil)
        #expect(spend(after: 15) == RateLimit.Allowance(limit: 4, remaining: 0, reset: .seconds(60), wait: nil))
        #expect(spend(after: 15).wait == .seconds(15))
        #expect(spend(after: 1000).remaining == 3)
    }

    @Test(arguments: [1, 2, 7, 1000, 100_000])
    func `no more than the limit is let through in any minute but for what a whole pause saves up`(requests: Int) {
        let limit = RateLimit(requests: requests, per: .seconds(60))
        let start = ContinuousClock.now
        var mark: ContinuousClock.Instant?
        var passed = 0
        for step in 0..<(4 * requests) {
            let now = start + .seconds(60) * step / (2 * requests)
            if limit.spend(&mark, at: now).wait == nil { passed += 1 }
        }
        // Twice the rate for two minutes: the burst, and what came back meanwhile.
        #expect((3 * requests - 2...3 * requests).contains(passed), "\(passed)")
    }

    @Test func `A key that asks too often is told when to try again, and no other key`() async throws {
        try await TestServer.run(configure: { $0.limits.keyRequests = 5 }) { server in
            let (one, other) = (try await server.key(.inbox), try await server.key(.inbox))
            for left in (0..<5).reversed() {
                let answer = try await server.send(.get, "/v1/conversations", headers: one)
                #expect(answer.status == 200)
                #expect(answer.headers["x-ratelimit-limit"] == "5")
                #expect(answer.headers["x-ratelimit-remaining"] == "\(left)")
            }
            let refused = try await server.send(.get, "/v1/conversations", headers: one)
            #expect(refused.status == 429)
            #expect(refused.errorCode == "rate_limited")
            #expect(refused.headers["x-ratelimit-remaining"] == "0")
            let wait = try #require(refused.headers["retry-after"].flatMap { Int($0) })
            #expect((1...12).contains(wait))
            #expect(try await server.send(.get, "/v1/conversations", headers: other).status == 200)
            // Neither what providers sign nor who watches is counted.
            for index in 0..<10 {
                let webhook = try server.sample(.twilio, "message.received", index: index)
                #expect(try await server.deliver(webhook, to: "/api/whatsapp/webhook").status == 200)
            }
            let watcher = try await server.key(.metrics)
            for _ in 0..<10 { #expect(try await server.send(.get, "/metrics", headers: watcher).status == 200) }
        }
    }

    @Test func `An address that posts too often is told to wait, before its key is looked at`() async throws {
        try await TestServer.run(configure: {
            $0.limits.addressRequests = 3
            $0.limits.proxies = 1
        }) { server in
            func post(from address: String?, _ key: HTTPHeaders = [:]) async throws -> HTTPResponse {
                var headers = key
                headers["X-Forwarded-For"] = address
                return try await server.send(.post, "/api/v1/webhook/conversation", headers: headers, body: [])
            }
            let key = try await server.key(.ingest)
            for _ in 0..<3 { #expect(try await post(from: "192.0.2.1", key).status == 400) }
            let refused = try await post(from: "192.0.2.1", key)
            #expect(refused.status == 429)
            #expect(refused.headers["x-ratelimit-limit"] == "3")
            #expect(refused.headers["retry-after"].flatMap { Int($0) } != nil)
            // What the caller himself puts in front isn't believed.
            #expect(try await post(from: "198.51.100.7, 192.0.2.1", key).status == 429)
            #expect(try await post(from: "192.0.2.1, 198.51.100.7", key).status == 400)
            for _ in 0..<3 { #expect(try await post(from: "203.0.113.9").status == 401) }
            #expect(try await post(from: "203.0.113.9", key).status == 429)
            // Other routes aren't counted by address.
            let reader = try await server.key(.inbox)
            for _ in 0..<5 {
                #expect(try await server.send(.get, "/v1/conversations", headers: reader).status == 200)
            }
        }
    }

    @Test(
        "a caller is known by what our own proxies say of him",
        arguments: [
            ([], 0, "127.0.0.1"), (["192.0.2.1"], 0, "127.0.0.1"), (["192.0.2.1"], 1, "192.0.2.1"),
            (["198.51.100.7, 192.0.2.1"], 1, "192.0.2.1"), (["198.51.100.7", "192.0.2.1"], 2, "198.51.100.7"),
            (["192.0.2.1"], 2, "127.0.0.1"), (["nonsense"], 1, "127.0.0.1"), ([""], 1, "127.0.0.1"),
            (["192.0.2.1:4711"], 1, "192.0.2.1"), (["[2001:db8::1]:443"], 1, "20:1:d:b8:0:0:0:0/64"),
            (["2001:db8::ffff:1"], 1, "20:1:d:b8:0:0:0:0/64"), (["::ffff:192.0.2.1"], 1, "192.0.2.1"),
        ] as [([String], Int, String)])
    func callers(_ forwarded: [String], _ proxies: Int, _ text: String) throws {
        let remote = try SocketAddress(ipAddress: "127.0.0.1", port: 4711)
        #expect(CallerAddress(remote, forwarded: forwarded, proxies: proxies).text == text)
        #expect(CallerAddress(nil, forwarded: [], proxies: proxies).text == "-")
    }
}
