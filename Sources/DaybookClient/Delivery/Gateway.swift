import Curl
import Synchronization
import Vocabulary

/// The server, as far as one request goes.
final class Gateway: Sendable {
    private let client: HTTPClient
    private let base: String
    private let apiKey: Mutex<String>

    init(_ configuration: DaybookClient.Configuration) throws(DaybookClientError) {
        var options = HTTPClient.Configuration()
        options.userAgent = "daybook-client"
        options.certificateAuthorities = configuration.certificateAuthorities
        options.usesEnvironmentProxy = configuration.usesEnvironmentProxy
        options.maximumConnectionsPerHost = 64
        do {
            client = try HTTPClient(options)
        } catch {
            throw DaybookClientError(.noThread, "The system has no thread left for the client.")
        }
        base = configuration.base
        apiKey = Mutex(configuration.apiKey.text)
    }

    func use(_ key: String) {
        apiKey.withLock { $0 = key }
    }

    func close() {
        client.close()
    }

    /// Tries to have a write recorded.
    func deliver(_ write: PendingWrite, within limit: Duration) async -> Verdict {
        var request = request(write.method, write.path, within: limit)
        request.headers["Content-Type"] = "application/json"
        request.headers["Idempotency-Key"] = write.key
        request.headers["If-Match"] = write.ifUnchangedSince.map { "\"\($0)\"" }
        request.body = write.body
        do throws(HTTPError) {
            return Verdict(try await client.send(request))
        } catch {
            return Verdict(error)
        }
    }

    /// The data of an answer.
    struct Answer: Sendable {
        var data: JSON
        var position: Int64
    }

    /// What asking brought, and what it says of the server.
    enum Reading: Sendable {
        case answered(ReadOutcome<Answer>)
        case failed(Trouble)
        case abandoned
    }

    func read(_ path: String, within limit: Duration) async -> Reading {
        do throws(HTTPError) {
            return Self.reading(try await client.send(request(.get, path, within: limit)))
        } catch {
            switch Verdict(error) {
            case .abandoned: return .abandoned
            case .later(let trouble): return .failed(trouble)
            default: return .answered(.unavailable(error.message))
            }
        }
    }

    private static func reading(_ response: HTTPResponse) -> Reading {
        let json = try? JSON(parsing: response.body)
        switch Verdict(response) {
        case .recorded(let position):
            return .answered(.found(Answer(data: json?["data"] ?? .null, position: position)))
        // Only the envelope says that there is no such conversation; anything else, that there is no such route.
        case .missing(let refusal):
            return .answered(json?["type"] != nil ? .nothing : .unavailable(refusal.description))
        case .refused(let refusal): return .answered(.unavailable(refusal.description))
        case .later(let trouble): return .failed(trouble)
        case .abandoned: return .abandoned
        }
    }

    private func request(_ method: HTTPMethod, _ path: String, within limit: Duration) -> HTTPRequest {
        var request = HTTPRequest(method, url: base + path)
        request.headers = ["Authorization": "Bearer \(apiKey.withLock { $0 })", "Accept": "application/json"]
        request.timeout = limit
        request.connectTimeout = limit
        return request
    }
}

extension String {
    /// As one segment of a path (RFC 3986 §2.1).
    var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
