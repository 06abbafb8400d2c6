import Curl
import Vocabulary

/// What an exchange with the server means for a write.
enum Verdict: Equatable, Sendable {
    /// It is recorded, or was before.
    case recorded(at: Int64)
    /// It never will be.
    case refused(Refusal)
    /// The server doesn't know its conversation.
    case missing(Refusal)
    /// It isn't recorded now, as far as is known.
    case later(Trouble)
    /// We gave up ourselves.
    case abandoned
}

/// Why the server could not be asked, or didn't answer as it should.
struct Trouble: Equatable, Sendable {
    enum Scope: Equatable, Sendable {
        /// Others would fare no better.
        case server
        /// It may lie in this one request.
        case request
    }

    var scope: Scope
    /// What the server asked for.
    var retryAfter: Duration?
    /// Holds no URL, no key and nothing of a conversation.
    var reason: String
}

extension Verdict {
    init(_ error: HTTPError) {
        switch error.code {
        case .cancelled, .closed: self = .abandoned
        case .invalidRequest: self = .refused(Refusal(.invalid, "The request can't be sent."))
        case .responseTooLarge: self = .later(Trouble(scope: .request, reason: error.message))
        default: self = .later(Trouble(scope: .server, reason: error.message))
        }
    }

    init(_ response: HTTPResponse) {
        let json = try? JSON(parsing: response.body)
        switch response.status {
        case 200..<300:
            // A captive portal and a proxy's own page say 200 as well.
            guard json?["type"]?.string == "1", let position = response.position else {
                self = .later(Trouble(scope: .server, reason: "The answer isn't one of Daybook's."))
                return
            }
            self = .recorded(at: position)
        case 500: self = .later(Trouble(scope: .request, retryAfter: response.retryAfter, reason: "Status 500."))
        case 404 where json?.object == nil:
            self = .later(Trouble(scope: .server, reason: "Status 404, not from Daybook."))
        case 404: self = .missing(Refusal(json, status: 404))
        case 400..<500 where !Self.passing.contains(response.status):
            self = .refused(Refusal(json, status: response.status))
        default:
            self = .later(
                Trouble(scope: .server, retryAfter: response.retryAfter, reason: "Status \(response.status)."))
        }
    }

    /// Statuses from 400 to 499 that say nothing against the request: a key can be mended, a proxy comes back, a limit passes.
    private static let passing: Set<Int> = [401, 407, 408, 421, 425, 429]
}

extension Refusal {
    /// Both forms of the server's refusals are read.
    init(_ json: JSON?, status: Int) {
        let error = json?["error"]
        let message = error?["message"]?.string ?? json?["message"]?.string ?? "The server refuses it."
        self.init(.byServer, message, status: status, serverCode: error?["code"]?.string)
    }
}

extension HTTPResponse {
    /// The position that the ETag is.
    var position: Int64? {
        guard let tag = headers["ETag"], tag.count > 2, tag.first == "\"", tag.last == "\"" else { return nil }
        return Int64(tag.dropFirst().dropLast())
    }

    /// In seconds, as Daybook says it; a date counts as nothing.
    var retryAfter: Duration? {
        guard let seconds = headers["Retry-After"].flatMap({ Int64($0) }), seconds > 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }
}
