/// How many requests a caller may make in a while: all of them at once, and then one after the other as they come back.
///
/// Reckoned with one moment for each caller, that at which all requests that he made would be spread out evenly (the generic cell
/// rate algorithm, ITU-T I.371).
struct RateLimit: Hashable, Sendable {
    /// At least one.
    let requests: Int
    let period: Duration

    /// - Precondition: `requests` is positive.
    init(requests: Int, per period: Duration) {
        precondition(requests > 0, "a limit lets through one request at least")
        self.requests = requests
        self.period = period
    }

    /// What is left to a caller.
    struct Allowance: Hashable, Sendable {
        let limit: Int
        /// How many more he may make now.
        let remaining: Int
        /// Until he may make all of them again.
        let reset: Duration
        /// Until he may make the next one, which was one too many now; `nil` when it wasn't.
        let wait: Duration?
    }

    /// Counts a request.
    ///
    /// - Parameters:
    ///   - mark: the caller's moment, which moves on unless the request is one too many; `nil` for a new caller.
    ///   - now: by the same clock.
    func spend<Instant: InstantProtocol<Duration>>(_ mark: inout Instant?, at now: Instant) -> Allowance {
        let (share, begin) = (period / requests, max(mark ?? now, now))
        let (before, after) = (now.duration(to: begin), now.duration(to: begin) + share)
        guard after <= period else {
            return Allowance(limit: requests, remaining: 0, reset: before, wait: after - period)
        }
        mark = begin.advanced(by: share)
        return Allowance(limit: requests, remaining: Int((period - after) / share), reset: after, wait: nil)
    }
}
