import HTTPTypes
import Hummingbird

/// Lets pages of other origins call, where they are configured (the CORS protocol of the Fetch standard, section 3.3).
///
/// Callers show API keys, no cookies: credentials are never allowed. It surrounds everything else, so that a page can read a refusal
/// as well.
struct CrossOrigin: RouterMiddleware {
    let origins: AllowedOrigins

    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
    private static let requestHeaders =
        "Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, X-API-Key, X-Request-Id"
    private static let responseHeaders =
        "ETag, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id"
    /// For which a browser may remember the answer to a preflight, in seconds.
    private static let memory = "600"

    func handle(
        _ request: Request, context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let allowed = request.headers[.origin].flatMap(origins.answer)
        if let allowed, request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            return Response(
                status: .noContent,
                headers: [
                    .accessControlAllowOrigin: allowed, .accessControlAllowMethods: Self.methods,
                    .accessControlAllowHeaders: Self.requestHeaders, .accessControlMaxAge: Self.memory, .vary: "Origin",
                ])
        }
        var response = try await next(request, context)
        // A cache must not give one origin's answer to another.
        if !origins.isEmpty { response.headers.append(HTTPField(name: .vary, value: "Origin")) }
        if let allowed {
            response.headers[.accessControlAllowOrigin] = allowed
            response.headers[.accessControlExposeHeaders] = Self.responseHeaders
        }
        return response
    }
}
