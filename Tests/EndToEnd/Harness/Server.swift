import Curl
import Glibc

/// A running `daybook serve`.
struct Server: Sendable {
    let process: ChildProcess
    let url: String
    let token: String
    private(set) var client: HTTPClient

    /// Waits until a process says where it listens.
    private init(_ process: ChildProcess, token: String) async throws {
        self.process = process
        self.token = token
        url = try await eventually("the line that says where the server listens: \(process.errors)") {
            if let status = process.poll() { throw HarnessError("serve ended with \(status): \(process.errors)") }
            guard let end = process.output.firstRange(of: ", known as") else { return nil }
            return process.output[..<end.lowerBound].split(separator: " ").last.map(String.init)
        }
        client = try Self.makeClient()
    }

    /// Starts a server, and sees to it that it's gone afterwards.
    ///
    /// - Parameter openFiles: how many files it may have open (RLIMIT_NOFILE); `nil` for as many as the tests.
    static func with<R: Sendable>(
        _ installation: Installation, _ options: String..., changes: [String: String?] = [:], openFiles: Int? = nil,
        _ body: (Server) async throws -> R
    ) async throws -> R {
        // prlimit(1) becomes the program that it is given.
        let limited = openFiles.map { ["prlimit", "--nofile=\($0):\($0)"] } ?? []
        let command = limited + [Products.daybook, "serve", "--port", "0"] + options
        let process = try ChildProcess(
            command[0], Array(command.dropFirst()), environment: installation.environment(with: changes),
            in: installation.folder)
        defer { process.kill() }
        let server = try await Server(process, token: installation.token)
        defer { server.client.close() }
        return try await body(server)
    }

    /// A client that goes straight to the loopback, with room for many requests at once.
    static func makeClient() throws -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.usesEnvironmentProxy = false
        configuration.maximumConnectionsPerHost = 64
        return try HTTPClient(configuration)
    }

    /// The same server, asked by another client.
    func talking(by client: HTTPClient) -> Server {
        var server = self
        server.client = client
        return server
    }

    /// Where it listens.
    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// Asks it to end, and waits until it has.
    ///
    /// - Returns: the exit code.
    func terminate() async throws -> Int32 {
        process.send(SIGTERM)
        return try await process.end()
    }
}
