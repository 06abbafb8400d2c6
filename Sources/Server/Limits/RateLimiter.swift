import HTTPTypes
import Synchronization

/// Holds each caller to a limit. Every server process counts by itself.
final class RateLimiter: Sendable {
    private let limit: RateLimit
    private let marks = Mutex<[String: ContinuousClock.Instant]>([:])

    /// Above this many callers those who have all their requests again are forgotten.
    private static let manyCallers = 4096

    init(_ limit: RateLimit) {
        self.limit = limit
    }

    /// Counts a request.
    ///
    /// - Throws: `APIError` (429), with when to try again, for one too many.
    func spend(_ caller: String) throws(APIError) -> RateLimit.Allowance {
        let now = ContinuousClock.now
        let allowance = marks.withLock { marks in
            if marks.count > Self.manyCallers { marks = marks.filter { $0.value > now } }
            return limit.spend(&marks[caller], at: now)
        }
        guard let wait = allowance.wait else { return allowance }
        var headers = allowance.headers
        headers[.retryAfter] = String(wait.wholeSeconds)
        throw APIError(
            .tooManyRequests, "rate_limited",
            "That were more than \(allowance.limit) requests a minute. Try again in \(wait.wholeSeconds) s.",
            headers: headers)
    }
}

extension RateLimit.Allowance {
    /// As much as callers of the reference's API know them: `X-RateLimit-Limit`, `-Remaining` and `-Reset`, in seconds from now.
    var headers: HTTPFields {
        [
            .rateLimit: String(limit), .rateLimitRemaining: String(remaining),
            .rateLimitReset: String(reset.wholeSeconds),
        ]
    }
}

extension Duration {
    /// In whole seconds, rounded up.
    fileprivate var wholeSeconds: Int64 {
        components.seconds + (components.attoseconds > 0 ? 1 : 0)
    }
}
