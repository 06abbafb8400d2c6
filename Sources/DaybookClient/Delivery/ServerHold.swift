/// Whether the server is worth trying: after a failure nobody does for a while, and then one alone.
struct ServerHold {
    private(set) var failures = 0
    /// Until when nobody tries.
    private(set) var until: ContinuousClock.Instant?
    private var isOrdered = false
    private var isProbed = false

    /// Whether nothing has failed since the last success.
    var isOpen: Bool { failures == 0 }

    func mayTry(at now: ContinuousClock.Instant) -> Bool {
        failures == 0 || (!isProbed && (until.map { $0 <= now } ?? true))
    }

    /// Whether it is worth a question. What is asked can't wait in a queue, so only a server that failed again and again is left alone.
    func mayAsk(at now: ContinuousClock.Instant) -> Bool {
        failures < Self.evident || mayTry(at: now)
    }

    /// So many failures in a row are no chance.
    static let evident = 3

    /// One that ``mayTry(at:)`` tries.
    mutating func begin() {
        if failures > 0 { isProbed = true }
    }

    mutating func succeed() {
        self = ServerHold()
    }

    /// - Parameter order: the server's own Retry-After.
    mutating func fail(
        at now: ContinuousClock.Instant, _ backoff: Backoff, order: Duration? = nil, luck: Double
    ) {
        isProbed = false
        // Of those that were under way together only the first counts.
        if let until, until > now {
            guard let order else { return }
            self.until = max(until, now + min(order, Backoff.longestOrder))
            isOrdered = true
            return
        }
        failures += 1
        until = now + backoff.pause(after: failures, order: order, luck: luck)
        isOrdered = order != nil
    }

    /// The one that tried gave up without an answer.
    mutating func abandon() {
        isProbed = false
    }

    /// Ends a pause of our own making; one that the server asked for is kept.
    mutating func lift() {
        if !isOrdered { until = nil }
    }

    /// There is a new key, or the like: whatever was wrong may be mended.
    mutating func reset() {
        until = nil
        isOrdered = false
    }
}
