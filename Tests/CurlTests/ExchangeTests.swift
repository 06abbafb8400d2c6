import Testing

@testable import Curl

@Suite struct ExchangeTests {
    let server: TestServer
    let client: HTTPClient

    init() throws {
        server = try TestServer.shared.get()
        client = try TestServer.client()
    }

    @Test(arguments: [200, 201, 204, 301, 400, 401, 404, 429, 500, 503])
    func `every status is an answer`(status: Int) async throws {
        let response = try await client.send(HTTPRequest(url: "\(server.plain)/status/\(status)"))
        #expect(response.status == status)
        if status != 204 { #expect(response.body == Array("status \(status)".utf8)) }
    }

    @Test(arguments: [HTTPMethod.get, .post, .put, .patch, .delete])
    func `the method and the headers arrive as they were given`(method: HTTPMethod) async throws {
        var request = HTTPRequest(method, url: "\(server.plain)/head/x?q=%C3%BC")
        request.headers = ["X-One": "first", "X-Empty": "", "Authorization": "Bearer t", "X-Two": "a, b"]
        let response = try await client.send(request)
        let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.first == "\(method.rawValue) /head/x?q=%C3%BC HTTP/1.1")
        #expect(lines.contains("X-One: first"))
        #expect(lines.contains("X-Empty: "))
        #expect(lines.contains("Authorization: Bearer t"))
        #expect(lines.contains("User-Agent: daybook"))
        #expect(!lines.contains { $0.hasPrefix("Content-Type") || $0.hasPrefix("Expect") })
        #expect(lines.contains("Content-Length: 0") == method.expectsBody)
    }

    @Test func `a HEAD request brings the headers and no body`() async throws {
        let response = try await client.send(HTTPRequest(.head, url: "\(server.plain)/large/1024"))
        #expect(response.headers["content-length"] == "1024")
        #expect(response.body.isEmpty)
    }

    @Test(arguments: [0, 1, 1000, 70_000, 5_000_000])
    func `a body goes up and comes down byte for byte`(size: Int) async throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let response = try await client.send(HTTPRequest(.post, url: "\(server.plain)/echo", body: body))
        #expect(response.status == 200)
        #expect(response.body == body)
    }

    @Test func `repeated headers keep their order and are found in any case`() async throws {
        let response = try await client.send(HTTPRequest(url: "\(server.plain)/cookies"))
        #expect(response.headers.values("SET-COOKIE") == ["a=1", "b=2"])
        #expect(response.headers["x-empty"] == "")
        #expect(response.headers["X-Missing"] == nil)
    }

    @Test func `an interim answer is not the answer`() async throws {
        let response = try await client.send(HTTPRequest(url: "\(server.plain)/interim"))
        #expect(response.status == 200)
        #expect(response.headers["Link"] == nil)
        #expect(response.body == Array("final".utf8))
    }

    @Test func `redirects are followed only when asked, and only for GET and HEAD`() async throws {
        var request = HTTPRequest(url: "\(server.plain)/redirect/3")
        let unfollowed = try await client.send(request)
        #expect(unfollowed.status == 302)
        #expect(unfollowed.headers["Location"] == "/redirect/2")

        request.maximumRedirects = 3
        let followed = try await client.send(request)
        #expect(followed.status == 200)
        #expect(followed.headers["X-Hop"] == nil)
        #expect(String(decoding: followed.body, as: UTF8.self).hasPrefix("GET /head "))

        request.maximumRedirects = 2
        await failing(with: .tooManyRedirects) { () throws(HTTPError) in try await client.send(request) }

        request.method = .post
        #expect(try await client.send(request).status == 302)
    }

    @Test func `a connection is used again`() async throws {
        let request = HTTPRequest(url: "\(server.plain)/connection")
        let first = try await client.send(request)
        let second = try await client.send(request)
        #expect(first.body == second.body)
    }

    @Test func `200 requests at once all get their own answer, within the limit of connections`() async throws {
        let client = try TestServer.client { $0.maximumConnectionsPerHost = 8 }
        let connections = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<200 {
                group.addTask { [server] in
                    let url = number.isMultiple(of: 2) ? "\(server.plain)/echo" : "\(server.plain)/connection"
                    let response = try await client.send(HTTPRequest(.post, url: url, body: Array("\(number)".utf8)))
                    return (number, response.body)
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { connections, answer in
                if answer.0.isMultiple(of: 2) {
                    #expect(answer.1 == Array("\(answer.0)".utf8))
                } else {
                    connections.insert(answer.1)
                }
            }
        }
        #expect(connections.count <= 8)
    }

    @Test func `a Unix socket takes the place of the host`() async throws {
        var request = HTTPRequest(url: "http://anything.invalid/echo", body: Array("over the socket".utf8))
        request.method = .put
        request.unixSocketPath = server.unixSocket
        #expect(try await client.send(request).body == request.body)
    }
}
