import Synchronization

/// Whether appends are queueing up: then who can do its work later, such as a projection's follower, leaves the machine to them.
///
/// What was acknowledged late is a webhook that its provider sends again; a read model that is late is only late.
package final class AppendPressure: Sendable {
    /// Appends of one batch from which on they are said to queue up. A quiet ledger commits one or a few at a time.
    package static let threshold = 8

    /// For how long a large batch is remembered.
    private static let memory = Duration.milliseconds(100)

    private static let start = ContinuousClock.now
    /// Nanoseconds from `start` to when the last large batch ended; the least there is before the first one.
    private let lastLargeBatch = Atomic<Int64>(.min)

    package init() {}

    /// Tells of a batch that was committed.
    package func note(batch: Int, at now: ContinuousClock.Instant = .now) {
        guard batch >= Self.threshold else { return }
        lastLargeBatch.store(Self.nanoseconds(at: now), ordering: .relaxed)
    }

    /// Whether a large batch was committed a moment ago.
    package func isHigh(at now: ContinuousClock.Instant = .now) -> Bool {
        let last = lastLargeBatch.load(ordering: .relaxed)
        return last > .min && Self.nanoseconds(at: now) - last < Int64(Self.memory / .nanoseconds(1))
    }

    private static func nanoseconds(at instant: ContinuousClock.Instant) -> Int64 {
        Int64(start.duration(to: instant) / .nanoseconds(1))
    }
}
