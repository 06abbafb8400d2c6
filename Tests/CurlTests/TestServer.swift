import Glibc

@testable import Curl

/// A real HTTP server on the loopback interface, shared by the tests; it ends with the test process.
struct TestServer {
    var plain: String
    var secure: String
    /// The PEM file of the certificate that the secure server shows, for `localhost`.
    var certificate: String
    var unixSocket: String

    static let shared = Result { try TestServer() }

    private init() throws {
        guard let output = popen("exec python3 - <<'PYTHON'\n\(Self.script)\nPYTHON", "r") else {
            throw Failure(reason: "popen failed")
        }
        var line = [CChar](repeating: 0, count: 1024)
        guard fgets(&line, Int32(line.count), output) != nil else { throw Failure(reason: "The server said nothing.") }
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 4 else { throw Failure(reason: "The server said: \(text)") }
        plain = "http://127.0.0.1:\(words[0])"
        secure = "https://localhost:\(words[1])"
        certificate = words[2]
        unixSocket = words[3]
    }

    struct Failure: Error {
        var reason: String
    }

    /// A client that a proxy in the environment doesn't lead astray.
    static func client(_ change: (inout HTTPClient.Configuration) -> Void = { _ in }) throws -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.usesEnvironmentProxy = false
        change(&configuration)
        return try HTTPClient(configuration)
    }
}
