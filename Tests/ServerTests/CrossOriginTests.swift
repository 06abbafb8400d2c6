import Curl
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct CrossOriginTests {
    private static let desk = "https://desk.example.com"

    private static func run(
        _ origins: [String], _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let allowed = try #require(AllowedOrigins(origins))
        try await TestServer.run(configure: { $0.origins = allowed }, body)
    }

    private static func preflight(_ server: TestServer, _ origin: String) async throws -> HTTPResponse {
        try await server.send(
            .options, "/v1/conversations",
            headers: [
                "Origin": origin, "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "authorization",
            ])
    }

    @Test func `A page of a configured origin may ask, and read the answer, a refusal too`() async throws {
        try await Self.run([Self.desk, "http://localhost:3000"]) { server in
            for origin in [Self.desk, "http://localhost:3000"] {
                let preflight = try await Self.preflight(server, origin)
                #expect(preflight.status == 204)
                #expect(preflight.headers["access-control-allow-origin"] == origin)
                #expect(preflight.headers["access-control-allow-methods"]?.contains("PATCH") == true)
                #expect(preflight.headers["access-control-allow-headers"]?.contains("Authorization") == true)
                #expect(preflight.headers["access-control-allow-credentials"] == nil)
                #expect(preflight.headers["vary"] == "Origin")
                let refused = try await server.send(.get, "/v1/conversations", headers: ["Origin": origin])
                #expect(refused.status == 401)
                #expect(refused.headers["access-control-allow-origin"] == origin)
                #expect(refused.headers["access-control-expose-headers"]?.contains("ETag") == true)
                #expect(refused.headers["vary"]?.contains("Origin") == true)
            }
        }
    }

    @Test(arguments: [
        "https://other.example.com", "https://desk.example.com.evil.example", "http://desk.example.com", "null",
    ])
    func `A page of another origin may not`(origin: String) async throws {
        try await Self.run([Self.desk]) { server in
            let preflight = try await Self.preflight(server, origin)
            #expect(preflight.status == 405)
            #expect(preflight.headers["access-control-allow-origin"] == nil)
            let answer = try await server.send(.get, "/healthz", headers: ["Origin": origin])
            #expect(answer.status == 200)
            #expect(answer.headers["access-control-allow-origin"] == nil)
            #expect(answer.headers["vary"]?.contains("Origin") == true)
        }
    }

    @Test func `Where none is configured nothing is said of it, and with a star all may`() async throws {
        try await Self.run([]) { server in
            let answer = try await server.send(.get, "/healthz", headers: ["Origin": Self.desk])
            #expect(answer.headers["access-control-allow-origin"] == nil)
            #expect(answer.headers["vary"] == nil)
            // Without the question of a preflight it is a method like any other.
            let options = try await server.send(.options, "/healthz")
            #expect(options.status == 405)
        }
        try await Self.run(["*"]) { server in
            let preflight = try await Self.preflight(server, Self.desk)
            #expect(preflight.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test(arguments: [
        "desk.example.com", "https://desk.example.com/", "https://", "ftp://desk.example.com",
        "https://Desk.example.com",
        "https://a.example b", "",
    ])
    func `What is no origin is refused`(text: String) {
        #expect(AllowedOrigins([text]) == nil)
    }
}
