import Cryptography
import Curl
import Postgres
import Providers
import TestSupport
import Testing
import Vocabulary

extension EndToEnd {
    /// What no provider sends, or not so.
    @Suite struct HostileInputTests {
        /// Bodies that nobody can read. Whoever signed them is to find them in quarantine.
        static let unreadable: [(name: String, body: [UInt8])] = [
            ("nothing", []),
            ("brackets without end", Array(repeating: UInt8(ascii: "["), count: 100_000)),
            ("objects without end", Array(String(repeating: #"{"a":"#, count: 100_000).utf8)),
            ("no UTF-8", [0x7B, 0x22, 0xC3, 0x28, 0xFF, 0xFE, 0x22, 0x7D]),
            ("UTF-8 of a surrogate", Array(#"{"event_type":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8)),
            ("zeros", Array(repeating: 0, count: 1000)),
            ("half of an object", Array(#"{"event_type":"message.received","message":{"#.utf8)),
            ("a number without bounds", Array(#"{"event_type":1e999999999}"#.utf8)),
        ]

        @Test func `what is authentic and can't be read is kept in quarantine, once, byte for byte`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    for (name, body) in Self.unreadable {
                        for _ in 0..<2 {
                            let response = try await server.deliver(Server.signedByRespondIO(body), from: .respondIO)
                            #expect(response.status == 200, "\(name): \(response.text)")
                        }
                    }
                    let events = try await server.events()
                    #expect(events.count == Self.unreadable.count)
                    for (event, (name, body)) in zip(events, Self.unreadable) {
                        #expect(event["kind"]?.string == "delivery.quarantined", "\(name)")
                        let text = event["body"]?["text"]?.string.map { Array($0.utf8) }
                        let isKept = text == body || event["body"]?["base64"]?.string == Base64.encode(body)
                        #expect(isKept, "\(name)")
                    }
                    try await installation.untilInboxIsCurrent()
                }
            }
        }

        @Test func `what isn't rightly signed, or too large, or breaks off, is refused and leaves nothing`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let body = try server.sample("message.received").body
                    let right = Base64.encode(Installation.secrets.respondIOKeys[0].authenticate(body))
                    let signatures = [
                        "", " ", "=", String(right.dropLast(4)), String(right.prefix(8)), right + right,
                        String(right.reversed()), String(repeating: "A", count: 7000), "\u{7F}",
                    ]
                    for signature in signatures {
                        let request = WebhookRequest(
                            url: "",
                            headers: ["Content-Type": "application/json", "X-Webhook-Signature": signature],
                            body: body)
                        let response = try await server.deliver(request, from: .respondIO)
                        #expect((400..<500).contains(response.status), "\(signature): \(response.status)")
                    }
                    // A signature that was overheard is good for its own body alone.
                    let other = try server.sample("message.received", index: 1).body
                    let replayed = WebhookRequest(
                        url: "", headers: ["Content-Type": "application/json", "X-Webhook-Signature": right],
                        body: other)
                    #expect(try await server.deliver(replayed, from: .respondIO).status == 401)

                    let large = Server.signedByRespondIO(Array(repeating: UInt8(ascii: "x"), count: 10 << 20))
                    let answer = try? await server.deliver(large, from: .respondIO)
                    // The answer comes while the body is still being sent: a client may see the connection end instead.
                    #expect(answer == nil || answer?.status == 413)

                    for sent in [0, 1, body.count / 2, body.count - 1] {
                        let connection = try RawConnection(port: server.port)
                        connection.send(Self.head(of: body, signature: right))
                        connection.send(Array(body[..<sent]))
                        connection.finish()
                        #expect(await connection.readToEnd()?.hasPrefix("HTTP/1.1 2") == false)
                    }
                    #expect(try await installation.eventCount() == 0)
                    #expect(try await server.deliver("message.received").status == 200)
                }
            }
        }

        @Test func `hostile bodies don't make the server grow`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let forged = Server.signedByRespondIO(Array(repeating: UInt8(ascii: "x"), count: 2 << 20))
                    let unsigned = WebhookRequest(url: "", headers: [:], body: forged.body)
                    func round() async throws {
                        for _ in 0..<15 {
                            #expect(try await server.deliver(unsigned, from: .respondIO).status == 401)
                            for (_, body) in Self.unreadable {
                                let response = try await server.deliver(
                                    Server.signedByRespondIO(body), from: .respondIO)
                                #expect(response.status == 200)
                            }
                        }
                    }
                    try await round()
                    let settled = try server.process.residentMiB
                    for _ in 0..<3 { try await round() }
                    let grown = try server.process.residentMiB - settled
                    #expect(grown < 16, "\(grown) MiB more than \(settled) MiB")
                    #expect(settled + grown <= 150)
                }
            }
        }

        @Test func `requests that are never finished are dropped in time, and hold up nobody`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let begun = ["", "POST", "POST /webhook/respond-io HTTP/1.1\r\nHost: x\r\nX-Slow: "]
                    let start = ContinuousClock.now
                    let slow = try (0..<300).map { number in
                        let connection = try RawConnection(port: server.port, patience: 30)
                        connection.send(begun[number % begun.count])
                        return connection
                    }
                    let attempts = await server.attempts(0..<100, width: 16, seed: 61)
                    #expect(attempts.allSatisfy { $0.status == 200 })
                    #expect(attempts.percentile(99) < .seconds(2))
                    for connection in slow.suffix(3) { #expect(await connection.readToEnd() != nil) }
                    let elapsed = ContinuousClock.now - start
                    #expect(elapsed < .seconds(20), "ten seconds are the limit, it took \(elapsed)")
                    #expect(try await installation.eventCount() == 100)
                }
            }
        }

        private static func head(of body: [UInt8], signature: String) -> String {
            """
            POST /webhook/respond-io HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            X-Webhook-Signature: \(signature)\r
            Content-Length: \(body.count)\r
            \r\n
            """
        }
    }
}
