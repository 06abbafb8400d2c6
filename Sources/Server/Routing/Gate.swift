import HTTPTypes
import Hummingbird

/// Lets in who has a key with the scope that a route asks for.
struct Gate: Sendable {
    let keys: APIKeyStore
    private let recent = RecentKeys()
    private let limiter: RateLimiter?
    private let addressLimiter: RateLimiter?
    private let proxies: Int

    /// - Parameter limits: how many requests a key, and an address, may make in a minute.
    init(keys: APIKeyStore, limits: ServerLimits) {
        self.keys = keys
        limiter = limits.keyRequests.map { RateLimiter(RateLimit(requests: $0, per: .seconds(60))) }
        addressLimiter = limits.addressRequests.map { RateLimiter(RateLimit(requests: $0, per: .seconds(60))) }
        proxies = limits.proxies
    }

    /// Counts a request to a webhook by where it came from, before its key is looked at: who guesses keys is held up as well.
    ///
    /// - Throws: `APIError` (429) for one too many.
    func spend(_ request: Request, _ context: ServerContext, for scope: Scope) throws(APIError) {
        guard scope == .ingest, let addressLimiter else { return }
        let address = CallerAddress(
            context.remoteAddress, forwarded: request.headers[values: .xForwardedFor], proxies: proxies)
        _ = try addressLimiter.spend(address.text)
    }

    /// Counts a request of a key; `nil` where nothing is counted. Whoever watches the service may always look.
    ///
    /// - Throws: `APIError` (429) for one too many.
    func spend(_ principal: Principal, for scope: Scope) throws(APIError) -> RateLimit.Allowance? {
        scope == .metrics ? nil : try limiter?.spend(principal.keyID)
    }

    /// Who is calling.
    ///
    /// - Throws: `APIError`: 401 without a valid key, 403 when it lacks the scope, 503 while keys can't be checked.
    func admit(_ request: Request, for scope: Scope) async throws -> Principal {
        guard let token = Self.token(in: request.headers) else {
            throw APIError.unauthorized("Send an API key: Authorization: Bearer dbk_… (or X-API-Key: dbk_…).")
        }
        let principal = try await authenticate(token, for: scope)
        guard principal.has(scope) else {
            throw APIError(
                .forbidden, "missing_scope",
                "The key lacks the scope \(scope). Make one with: daybook keys create --scope \(scope)")
        }
        return principal
    }

    /// Whoever watches the service is let in for a while without the database: that is when they have to look.
    private func authenticate(_ token: String, for scope: Scope) async throws(APIKeyError) -> Principal {
        guard scope == .metrics else { return try await keys.authenticate(token) }
        do throws(APIKeyError) {
            let principal = try await keys.authenticate(token)
            recent.keep(token, of: principal)
            return principal
        } catch {
            if error == .unavailable, let principal = recent.principal(of: token) { return principal }
            if error != .unavailable { recent.forget(token) }
            throw error
        }
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
