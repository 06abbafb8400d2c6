import Testing

@testable import Curl

@Suite struct CancellationTests {
    let server: TestServer
    let client: HTTPClient

    init() throws {
        server = try TestServer.shared.get()
        client = try TestServer.client()
    }

    @Test func `a cancelled task gets its error at once, and the client goes on`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await failing(with: .cancelled) { () throws(HTTPError) in
                        try await client.send(HTTPRequest(url: "\(server.plain)/slow/20"))
                    }
                }
            }
            try? await Task.sleep(for: .milliseconds(100))
            group.cancelAll()
        }
        #expect(try await client.send(HTTPRequest(url: "\(server.plain)/status/200")).status == 200)
    }

    @Test func `a task that is cancelled already sends nothing`() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                let error = await failing(with: .cancelled) { () throws(HTTPError) in
                    try await client.send(HTTPRequest(url: "\(server.plain)/drop/early"))
                }
                #expect(error?.mayHaveBeenSent == false)
            }
        }
        let arrivals = try await client.send(HTTPRequest(url: "\(server.plain)/arrivals/early"))
        #expect(arrivals.body == Array("0".utf8))
    }

    @Test func `cancelling at any moment is safe`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for delay in 0..<100 {
                group.addTask {
                    await withTaskGroup(of: Void.self) { inner in
                        inner.addTask { _ = try? await client.send(HTTPRequest(url: "\(server.plain)/status/200")) }
                        try? await Task.sleep(for: .microseconds(delay * 200))
                        inner.cancelAll()
                    }
                }
            }
        }
        #expect(try await client.send(HTTPRequest(url: "\(server.plain)/status/200")).status == 200)
    }

    @Test func `closing the client fails what is under way and what comes later`() async throws {
        let client = try TestServer.client()
        async let underWay = failing(with: .closed) { () throws(HTTPError) in
            try await client.send(HTTPRequest(url: "\(server.plain)/slow/20"))
        }
        let stream = try await client.stream(HTTPRequest(url: "\(server.plain)/stall/20"))
        try await Task.sleep(for: .milliseconds(100))
        client.close()
        client.close()
        _ = await underWay
        await failing(with: .closed) { () throws(HTTPError) in
            for try await _ in stream.body {}
        }
        await failing(with: .closed) { () throws(HTTPError) in
            try await client.send(HTTPRequest(url: "\(server.plain)/status/200"))
        }
    }

    @Test func `a client that is let go of closes itself`() async throws {
        let body: HTTPBody
        do {
            let client = try TestServer.client()
            body = try await client.stream(HTTPRequest(url: "\(server.plain)/stall/20")).body
        }
        await failing(with: .closed) { () throws(HTTPError) in
            for try await _ in body {}
        }
    }
}
