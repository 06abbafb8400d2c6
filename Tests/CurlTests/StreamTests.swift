import Testing

@testable import Curl

@Suite struct StreamTests {
    let server: TestServer
    let client: HTTPClient

    init() throws {
        server = try TestServer.shared.get()
        client = try TestServer.client { $0.streamBufferBytes = 64 << 10 }
    }

    @Test func `server-sent events arrive in order and whole`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/events/30"))
        #expect(stream.status == 200)
        #expect(stream.headers["transfer-encoding"] == "chunked")
        var received: [UInt8] = []
        for try await chunk in stream.body { received += chunk }
        #expect(String(decoding: received, as: UTF8.self) == (0..<30).map { "id: \($0)\ndata: hello\n\n" }.joined())
    }

    @Test func `the head comes before the body`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/stall/20"))
        #expect(stream.status == 200)
        var iterator = stream.body.makeAsyncIterator()
        #expect(try await iterator.next() == Array("begun".utf8))
    }

    @Test func `a large body passes through a small buffer whole`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/large/8388608"))
        var count = 0
        for try await chunk in stream.body {
            #expect(chunk.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: count + $0) })
            count += chunk.count
            if count.isMultiple(of: 5) { try await Task.sleep(for: .milliseconds(1)) }
        }
        #expect(count == 8_388_608)
    }

    @Test func `a slow reader makes the sender wait`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/endless/waiting"))
        var previous = -1
        var sent = 0
        // The kernel's buffers take some megabytes; after that the count stands still.
        for _ in 0..<100 where sent != previous {
            previous = sent
            try await Task.sleep(for: .milliseconds(150))
            sent = try await count("waiting-chunks")
        }
        #expect(sent == previous)
        #expect(sent > 0)
        var iterator = stream.body.makeAsyncIterator()
        for _ in 0..<200 { #expect(try await iterator.next()?.isEmpty == false) }
    }

    @Test func `letting go of the body ends the exchange`() async throws {
        do {
            let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/endless/dropped"))
            #expect(stream.status == 200)
        }
        try await waitFor("dropped-ended")
    }

    @Test func `cancelling the reader ends the exchange`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/endless/cancelled"))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await failing(with: .cancelled) { () throws(HTTPError) in
                    for try await _ in stream.body {}
                }
            }
            try? await Task.sleep(for: .milliseconds(100))
            group.cancelAll()
        }
        try await waitFor("cancelled-ended")
    }

    @Test func `a stream that breaks off or falls silent throws after what has arrived`() async throws {
        for (path, code) in [("cut", HTTPError.Code.connectionLost), ("stall/20", .timedOut)] {
            var request = HTTPRequest(url: "\(server.plain)/\(path)")
            request.timeout = nil
            request.idleTimeout = code == .timedOut ? .seconds(1) : nil
            let stream = try await client.stream(request)
            var iterator = stream.body.makeAsyncIterator()
            #expect(try await iterator.next()?.count == 5)
            await failing(with: code) { () throws(HTTPError) in try await iterator.next() }
        }
    }

    @Test func `an empty body ends at once, and a refused connection has no head`() async throws {
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/status/204"))
        var iterator = stream.body.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil)
        await failing(with: .unreachable) { () throws(HTTPError) in
            try await client.stream(HTTPRequest(url: "http://127.0.0.1:1/")).status
        }
    }

    private func count(_ key: String) async throws -> Int {
        let response = try await client.send(HTTPRequest(url: "\(server.plain)/arrivals/\(key)"))
        return try #require(Int(String(decoding: response.body, as: UTF8.self)))
    }

    private func waitFor(_ key: String) async throws {
        for _ in 0..<100 {
            if try await count(key) > 0 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("The server never saw the end of the exchange.")
    }
}
