import HTTPTypes
import Synchronization

/// Holds each caller to a limit. Every server process counts by itself.
final class RateLimiter: Sendable {
    private let limit: RateLimit
    private let callers = Mutex(Callers())

    private struct Callers {
        var marks: [String: ContinuousClock.Instant] = [:]
        /// Above this many, those who have all their requests again are forgotten. Looking for them has to pay.
        var bound = Self.few

        static let few = 4096

        mutating func forgetIdle(at now: ContinuousClock.Instant) {
            guard marks.count > bound else { return }
            marks = marks.filter { $0.value > now }
            bound = max(Self.few, 2 * marks.count)
        }
    }

    init(_ limit: RateLimit) {
        self.limit = limit
    }

    /// Counts a request.
    ///
    /// - Throws: `APIError` (429), with when to try again, for one too many.
    func spend(_ caller: String) throws(APIError) -> RateLimit.Allowance {
        let now = ContinuousClock.now
        let allowance = callers.withLock { callers in
            callers.forgetIdle(at: now)
            return limit.spend(&callers.marks[caller], at: now)
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
