import HTTPTypes

// Names that are written here once, and known to be well-formed.
extension HTTPField.Name {
    static let requestID = known("X-Request-Id")
    static let apiKey = known("X-API-Key")
    static let idempotencyKey = known("Idempotency-Key")
    static let lastEventID = known("Last-Event-ID")
    static let rateLimit = known("X-RateLimit-Limit")
    static let rateLimitRemaining = known("X-RateLimit-Remaining")
    static let rateLimitReset = known("X-RateLimit-Reset")
    static let xForwardedFor = known("X-Forwarded-For")
    static let xAccelBuffering = known("X-Accel-Buffering")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header's name") }
        return name
    }
}
