import Hummingbird
import Vocabulary

/// A refusal, as the caller reads it: `{"error":{"code":…,"message":…,"request_id":…}}`.
struct APIError: Error {
    var status: HTTPResponse.Status
    /// For programs: lower-case words with underscores, never changed.
    var code: String
    /// For people: what to do. Holds no SQL, keys or personal data.
    var message: String
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String, headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
    }

    /// The answer to the request of this id.
    func response(requestID: String) -> Response {
        let error: JSON = ["code": .string(code), "message": .string(message), "request_id": .string(requestID)]
        var response = Response(json: ["error": error], status: status)
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

extension APIError {
    static let notFound = APIError(.notFound, "not_found", "There is nothing here. The paths are in the documentation.")

    /// The code of what fails only because too much else is going on.
    static let busy = "busy"

    static func badRequest(_ message: String) -> APIError {
        APIError(.badRequest, "bad_request", message)
    }

    /// - Parameter allowed: the methods that the path has.
    static func methodNotAllowed(_ allowed: String) -> APIError {
        APIError(
            .methodNotAllowed, "method_not_allowed", "This path doesn't have that method. Use: \(allowed)",
            headers: [.allow: allowed])
    }

    static func bodyTooLarge(limit: Int) -> APIError {
        APIError(
            .contentTooLarge, "body_too_large", "The body may have \(limit) bytes at most.",
            headers: [.connection: "close"])
    }

    /// Nothing was done; the caller is to try again.
    static func unavailable(_ code: String, _ message: String, retryAfter seconds: Int = 2) -> APIError {
        APIError(.serviceUnavailable, code, message, headers: [.retryAfter: String(seconds)])
    }
}
