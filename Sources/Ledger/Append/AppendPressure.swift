import Synchronization

/// Whether appends are queueing up: then who can do its work later, such as a projection's follower, leaves the machine to them.
///
/// What was acknowledged late is a webhook that its provider sends again; a read model that is late is only late.
package final class AppendPressure: Sendable {
    /// Appends that came while a batch was committed, from which on they are said to queue up. On a quiet ledger it is none or a few.
    package static let threshold = 8

    /// For how long a queue is remembered.
    private static let memory = Duration.milliseconds(100)

    private static let start = ContinuousClock.now
    /// Nanoseconds from `start` to when a queue was last seen; the least there is before the first one.
    private let lastQueue = Atomic<Int64>(.min)

    package init() {}

    /// Tells how many appends wait when a batch has been committed.
    package func note(waiting: Int, at now: ContinuousClock.Instant = .now) {
        guard waiting >= Self.threshold else { return }
        lastQueue.store(Self.nanoseconds(at: now), ordering: .relaxed)
    }

    /// Whether appends queued up a moment ago.
    package func isHigh(at now: ContinuousClock.Instant = .now) -> Bool {
        let last = lastQueue.load(ordering: .relaxed)
        return last > .min && Self.nanoseconds(at: now) - last < Int64(Self.memory / .nanoseconds(1))
    }

    private static func nanoseconds(at instant: ContinuousClock.Instant) -> Int64 {
        Int64(start.duration(to: instant) / .nanoseconds(1))
    }
}
