import HTTPTypes
import Hummingbird

/// Lets in who has a key with the scope that a route asks for.
struct Gate: Sendable {
    let keys: APIKeyStore

    /// Who is calling.
    ///
    /// - Throws: `APIError`: 401 without a valid key, 403 when it lacks the scope, 503 while keys can't be checked.
    func admit(_ request: Request, for scope: Scope) async throws -> Principal {
        guard let token = Self.token(in: request.headers) else {
            throw APIError.unauthorized("Send an API key: Authorization: Bearer dbk_… (or X-API-Key: dbk_…).")
        }
        let principal = try await keys.authenticate(token)
        guard principal.has(scope) else {
            throw APIError(
                .forbidden, "missing_scope",
                "The key lacks the scope \(scope). Make one with: daybook keys create --scope \(scope)")
        }
        return principal
    }

    /// The token of a request; `nil` where there is none in either place.
    static func token(in headers: HTTPFields) -> String? {
        if let authorization = headers[.authorization] {
            let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return String(parts[1])
        }
        return headers[.apiKey]
    }
}
