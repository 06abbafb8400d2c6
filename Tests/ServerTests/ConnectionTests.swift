import Cryptography
import Curl
import Providers
import Server
import TestSupport
import Testing
import Vocabulary

@Suite(.serialized) struct ConnectionTests {
    private static func head(_ length: Int, _ more: String = "") -> String {
        "POST /webhook/respond-io HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\(more)\r\n"
    }

    @Test(arguments: ["", "POST /webhook", "POST /webhook/respond-io HTTP/1.1\r\nHost: x\r\nX-Slow: "])
    func `A connection that doesn't finish its header is closed`(begun: String) async throws {
        try await TestServer.run(configure: { $0.limits.headerTimeout = .milliseconds(200) }) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.send(begun)
            #expect(await connection.readToEnd() != nil)
        }
    }

    @Test func `A body that was sent by half is given up, and stores nothing`() async throws {
        try await TestServer.run(configure: { $0.limits.bodyTimeout = .milliseconds(300) }) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.send(Self.head(1000) + "half of")
            #expect(await connection.readToEnd()?.hasPrefix("HTTP/1.1 200") == false)
            #expect(try await server.eventCount() == 0)
        }
    }

    @Test func `A body that trickles is given up all the same`() async throws {
        try await TestServer.run(configure: { $0.limits.bodyTimeout = .milliseconds(300) }) { server in
            let connection = try RawConnection(port: server.address.port)
            connection.send(Self.head(1000))
            async let end = connection.readToEnd()
            for _ in 0..<40 {
                connection.send("x")
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await end != nil)
        }
    }

    @Test func `A body over the limit that is still being sent is answered, and the connection closed`() async throws {
        try await TestServer.run(configure: {
            $0.limits.bodyBytes = 1000
            $0.limits.bodyTimeout = .seconds(2)
        }) { server in
            let announced = try RawConnection(port: server.address.port)
            announced.send(Self.head(100_000_000) + "beginning")
            #expect(await announced.readToEnd()?.hasPrefix("HTTP/1.1 413") == true)
            let chunked = try RawConnection(port: server.address.port)
            chunked.send("POST /webhook/respond-io HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<8 { chunked.send("c8\r\n\(String(repeating: "x", count: 200))\r\n") }
            #expect(await chunked.readToEnd()?.hasPrefix("HTTP/1.1 413") == true)
        }
    }

    @Test func `Large bodies that are on their way leave room for small ones, and for each other once they end`()
        async throws
    {
        try await TestServer.run(configure: {
            $0.limits.heldBodyBytes = 200_000
            $0.limits.bodyTimeout = .seconds(5)
        }) { server in
            let large = TestServer.signedByRespondIO(String(repeating: "x", count: 180_000))
            // If the large one comes first after all, it is the slow one that is refused: then both try again.
            var slow: RawConnection?
            try await server.eventually {
                slow = try RawConnection(port: server.address.port)
                slow?.send(Self.head(180_000) + String(repeating: "x", count: 100_000))
                try await Task.sleep(for: .milliseconds(50))
                let answer = try await server.deliver(large, to: "/webhook/respond-io")
                return answer.status == 503 && answer.errorCode == "busy" && answer.headers["retry-after"] != nil
            }
            let small = TestServer.signedByRespondIO(String(repeating: "x", count: 16_000))
            #expect(try await server.deliver(small, to: "/webhook/respond-io").status == 200)
            // The slow one is given up.
            _ = await slow?.readToEnd()
            try await server.eventually {
                try await server.deliver(large, to: "/webhook/respond-io").status == 200
            }
        }
    }

    @Test func `Two requests in one packet are answered in their order`() async throws {
        try await TestServer.run { server in
            let connection = try RawConnection(port: server.address.port)
            connection.send(
                "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /checkpoint HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            let answers = try #require(await connection.readToEnd())
            let statuses = answers.split(separator: "\r\n").filter {
                $0.hasPrefix("HTTP/1.1") || $0.contains("}HTTP/1.1")
            }
            #expect(statuses.count == 2)
            #expect(answers.hasPrefix("HTTP/1.1 200"))
            #expect(answers.contains("HTTP/1.1 404"))
        }
    }

    @Test func `What isn't HTTP is 400`() async throws {
        try await TestServer.run { server in
            let connection = try RawConnection(port: server.address.port)
            connection.send("how do you do\r\n\r\n")
            #expect(await connection.readToEnd()?.hasPrefix("HTTP/1.1 400") == true)
        }
    }

    @Test func `More connections than may be wait until one ends`() async throws {
        try await TestServer.run(configure: { $0.limits.connections = 1 }) { server in
            // The client keeps its connection, which is all there may be.
            #expect(try await server.send(.get, "/healthz").status == 200)
            let late = try RawConnection(port: server.address.port)
            late.send("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            // Long enough for a server without a limit to answer.
            try await Task.sleep(for: .milliseconds(200))
            #expect(!server.log.lines.contains { $0.contains("route=/readyz") })
            #expect(try await server.send(.get, "/healthz").status == 200)
            server.client.close()
            #expect(await late.readToEnd()?.hasPrefix("HTTP/1.1 200") == true)
        }
    }

    @Test func `A refused HEAD has no body either`() async throws {
        try await TestServer.run { server in
            for path in ["/healthz", "/v1/events", "/nothing"] {
                let connection = try RawConnection(port: server.address.port)
                connection.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                #expect(await connection.readToEnd()?.hasSuffix("\r\n\r\n") == true)
            }
        }
    }

    @Test func `On shutdown a request that has begun is answered, durably`() async throws {
        try await TestServer.run { server in
            let webhook = try server.sample(.respondIO, "message.received")
            var head = "POST /webhook/respond-io HTTP/1.1\r\nHost: x\r\nContent-Length: \(webhook.body.count)\r\n"
            for field in webhook.headers.fields { head += "\(field.name): \(field.value)\r\n" }
            let body = String(decoding: webhook.body, as: UTF8.self)
            let connection = try RawConnection(port: server.address.port)
            connection.send("\(head)\r\n\(body.prefix(10))")
            // What the server hasn't read yet is no request that has begun; nothing tells from outside when it has.
            try await Task.sleep(for: .milliseconds(500))
            await server.shutDown()
            connection.send(String(body.dropFirst(10)))
            #expect(await connection.readToEnd()?.hasPrefix("HTTP/1.1 200") == true)
        }
    }
}
