/// Why there is no answer.
package struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure, for code that decides on them.
    package enum Code: String, Sendable {
        /// The request can't be sent as it is: its URL, a header, a second reader of one body.
        case invalidRequest
        /// The host's name has no address.
        case unresolved
        /// Nobody answers at the host's address and port.
        case unreachable
        /// The host could not prove that it is who it should be, or TLS failed otherwise.
        case untrusted
        /// One of the request's time limits passed.
        case timedOut
        /// The connection broke before the answer was complete.
        case connectionLost
        /// The answer is not HTTP as it should be.
        case invalidResponse
        /// The answer is larger than the request allows.
        case responseTooLarge
        /// More redirects than the request allows.
        case tooManyRedirects
        /// The task was cancelled, or the body was let go of.
        case cancelled
        /// The client was closed.
        case closed
        /// Something else that libcurl reports, such as a lack of memory.
        case failed
    }

    package let code: Code
    /// Whether some of the request may have reached the server. If not, it is certain that nothing has happened there.
    package let mayHaveBeenSent: Bool
    /// What libcurl said, for the operator's log: it may name the host, so it isn't for a client's eyes.
    package let detail: String?

    init(_ code: Code, mayHaveBeenSent: Bool = false, detail: String? = nil) {
        self.code = code
        self.mayHaveBeenSent = mayHaveBeenSent
        self.detail = detail.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A sentence without host, URL, headers or content: safe to show to anybody.
    package var message: String {
        switch code {
        case .invalidRequest: "The request can't be sent."
        case .unresolved: "The host's name has no address."
        case .unreachable: "The host can't be reached."
        case .untrusted: "The connection to the host is not secure."
        case .timedOut: "The answer took too long."
        case .connectionLost: "The connection broke."
        case .invalidResponse: "The answer can't be understood."
        case .responseTooLarge: "The answer is too large."
        case .tooManyRedirects: "The answer leads from one place to the next."
        case .cancelled: "The request was cancelled."
        case .closed: "The client was closed."
        case .failed: "The request failed."
        }
    }

    package var description: String { "\(code.rawValue): \(detail ?? message)" }
}
