import Curl
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct EventStreamTests {
    private static func deliver(_ server: TestServer, _ index: Int, _ event: String = "message.received") async throws {
        _ = try await server.deliver(try server.sample(.respondIO, event, index: index), to: "/webhook/respond-io")
    }

    @Test func `A follower gets what is there, and then what comes`() async throws {
        try await TestServer.run { server in
            try await Self.deliver(server, 0)
            let stream = try await server.follow(headers: try await server.key(.audit))
            #expect(stream.status == 200)
            #expect(stream.headers["content-type"] == "text/event-stream")
            var reader = EventStreamReader(stream)
            let first = try #require(try await reader.nextEvent())
            #expect(first.id == "0")
            #expect(first.event == "message.received")
            #expect(try JSON(parsing: Array(try #require(first.data).utf8))["position"]?.integer == 0)
            try await Self.deliver(server, 1)
            try await Self.deliver(server, 2, "message.sent")
            #expect(try await reader.nextEvent()?.id == "1")
            #expect(try await reader.nextEvent()?.event == "message.sent")
        }
    }

    @Test func `A follower that was cut off resumes behind the last event that it got`() async throws {
        try await TestServer.run { server in
            for index in 0..<4 { try await Self.deliver(server, index) }
            let key = try await server.key(.audit)
            var reader = EventStreamReader(try await server.follow(headers: key, lastEventID: "1"))
            #expect(try await reader.nextEvent()?.id == "2")
            #expect(try await reader.nextEvent()?.id == "3")
            let wrong = try await server.follow(headers: key, lastEventID: "yesterday")
            #expect(wrong.status == 400)
        }
    }

    @Test func `More events than a batch come in order, and none is left out`() async throws {
        try await TestServer.run { server in
            for _ in 0..<6 { try await server.append(100) }
            var reader = EventStreamReader(try await server.follow("?from=10", headers: try await server.key(.audit)))
            for position in 10..<600 {
                #expect(try await reader.nextEvent()?.id == String(position))
            }
        }
    }

    @Test func `A follower of one kind gets nothing else`() async throws {
        try await TestServer.run { server in
            let key = try await server.key(.audit)
            var reader = EventStreamReader(try await server.follow("?kind=message.sent", headers: key))
            try await Self.deliver(server, 0)
            try await Self.deliver(server, 1)
            try await Self.deliver(server, 2, "message.sent")
            #expect(try await reader.nextEvent()?.id == "2")
        }
    }

    @Test func `A quiet stream beats, and ends when its key is revoked`() async throws {
        try await TestServer.run(configure: { $0.limits.heartbeat = .milliseconds(50) }) { server in
            let key = try await server.key(.audit)
            var reader = EventStreamReader(try await server.follow(headers: key))
            for _ in 0..<3 { #expect(try await reader.next()?.isComment == true) }
            let id = try #require(try await server.keys.list().first?.id)
            _ = try await server.keys.revoke(id)
            #expect(try await reader.nextEvent() == nil)
        }
    }

    @Test func `No more follow than may, and one that leaves makes room`() async throws {
        try await TestServer.run(configure: {
            $0.limits.followers = 1
            $0.limits.heartbeat = .milliseconds(50)
        }) { server in
            let key = try await server.key(.audit)
            do {
                var reader = EventStreamReader(try await server.follow(headers: key))
                _ = try await reader.next()
                let refused = try await server.follow(headers: key)
                #expect(refused.status == 503)
                #expect(refused.headers["retry-after"] != nil)
            }
            try await server.eventually { try await server.follow(headers: key).status == 200 }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Streams end when the server shuts down`() async throws {
        // So that nothing else can end the stream.
        try await TestServer.run(configure: { $0.limits.heartbeat = .seconds(3600) }) { server in
            var reader = EventStreamReader(try await server.follow(headers: try await server.key(.audit)))
            _ = try await reader.next()
            await server.shutDown()
            #expect(try await reader.nextEvent() == nil)
        }
    }
}
