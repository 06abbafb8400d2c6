import Testing

@testable import Curl

@Suite struct FailureTests {
    let server: TestServer
    let client: HTTPClient

    init() throws {
        server = try TestServer.shared.get()
        client = try TestServer.client()
    }

    @Test func `a refused connection is unreachable, and nothing was sent`() async throws {
        let error = await failing(with: .unreachable) { () throws(HTTPError) in
            try await client.send(HTTPRequest(.post, url: "http://127.0.0.1:1/x", body: [1]))
        }
        #expect(error?.mayHaveBeenSent == false)
        #expect(error?.message.contains("127.0.0.1") == false)
    }

    @Test func `a name without an address is unresolved`() async throws {
        await failing(with: .unresolved) { () throws(HTTPError) in
            try await client.send(HTTPRequest(url: "http://nowhere.invalid/"))
        }
    }

    @Test func `a slow answer runs into the time limit, and may have been acted on`() async throws {
        var request = HTTPRequest(.post, url: "\(server.plain)/slow/5")
        request.timeout = .seconds(1)
        let error = await failing(with: .timedOut) { [request] () throws(HTTPError) in try await client.send(request) }
        #expect(error?.mayHaveBeenSent == true)
    }

    @Test func `waiting for a free connection counts towards the time limit`() async throws {
        let client = try TestServer.client { $0.maximumConnections = 1 }
        let blocker = try await client.stream(HTTPRequest(url: "\(server.plain)/stall/20"))
        var request = HTTPRequest(url: "\(server.plain)/status/200")
        request.timeout = .milliseconds(300)
        let error = await failing(with: .timedOut) { [request] () throws(HTTPError) in try await client.send(request) }
        #expect(error?.mayHaveBeenSent == false)
        #expect(blocker.status == 200)
    }

    @Test func `an oversized answer is broken off`() async throws {
        var request = HTTPRequest(url: "\(server.plain)/large/102400")
        request.maximumResponseBytes = 102_400
        #expect(try await client.send(request).body.count == 102_400)
        request.maximumResponseBytes = 102_399
        await failing(with: .responseTooLarge) { [request] () throws(HTTPError) in try await client.send(request) }
        request.url = "\(server.plain)/chunks/1000"
        await failing(with: .responseTooLarge) { [request] () throws(HTTPError) in try await client.send(request) }
        request.url = "\(server.plain)/heads/300"
        await failing(with: .responseTooLarge) { [request] () throws(HTTPError) in try await client.send(request) }
    }

    @Test(arguments: ["drop/a", "cut"])
    func `a connection that breaks is lost`(path: String) async throws {
        await failing(with: .connectionLost) { () throws(HTTPError) in
            try await client.send(HTTPRequest(url: "\(server.plain)/\(path)"))
        }
    }

    @Test func `an answer that is not HTTP can't be understood`() async throws {
        await failing(with: .invalidResponse) { () throws(HTTPError) in
            try await client.send(HTTPRequest(url: "\(server.plain)/garbage"))
        }
    }

    @Test func `a request that must not happen twice leaves once`() async throws {
        for (isRepeatable, arrivals) in [(true, "3"), (false, "2")] {
            let client = try TestServer.client()
            var request = HTTPRequest(.post, url: "\(server.plain)/fickle/\(isRepeatable)", body: [1])
            request.isRepeatable = isRepeatable
            #expect(try await client.send(request).status == 200)
            #expect(try await client.send(request).status == 200)
            let counted = try await client.send(HTTPRequest(url: "\(server.plain)/arrivals/\(isRepeatable)"))
            #expect(String(decoding: counted.body, as: UTF8.self) == arrivals)
        }
    }

    @Test(arguments: [
        HTTPRequest(url: "file:///etc/hosts"), HTTPRequest(url: "ftp://127.0.0.1/"), HTTPRequest(url: "127.0.0.1"),
        HTTPRequest(url: ""), HTTPRequest(url: "http://127.0.0.1/a b"), HTTPRequest(url: "http://127.0.0.1/ü"),
        HTTPRequest(url: "http://127.0.0.1/\r\nX: y"), HTTPRequest(url: "http://:x"),
        HTTPRequest(url: "http://127.0.0.1/", headers: ["X": "a\r\nInjected: b"]),
        HTTPRequest(url: "http://127.0.0.1/", headers: ["X": "a\nb"]),
        HTTPRequest(url: "http://127.0.0.1/", headers: ["X: y\r\nZ": "a"]),
        HTTPRequest(url: "http://127.0.0.1/", headers: ["": "a"]),
    ])
    func `what would not be one well-formed request is refused`(request: HTTPRequest) async throws {
        await failing(with: .invalidRequest) { () throws(HTTPError) in try await client.send(request) }
    }

    @Test func `a certificate that nobody vouches for, or for another host, is refused`() async throws {
        let request = HTTPRequest(.post, url: "\(server.secure)/echo", body: Array("secret".utf8))
        let error = await failing(with: .untrusted) { () throws(HTTPError) in try await client.send(request) }
        #expect(error?.mayHaveBeenSent == false)

        let trusting = try TestServer.client { $0.certificateAuthorities = server.certificate }
        #expect(try await trusting.send(request).body == request.body)

        var elsewhere = request
        elsewhere.url = elsewhere.url.split(separator: "localhost").joined(separator: "127.0.0.1")
        await failing(with: .untrusted) { [elsewhere] () throws(HTTPError) in try await trusting.send(elsewhere) }
    }
}
