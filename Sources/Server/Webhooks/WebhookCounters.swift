import Synchronization
import Vocabulary

/// How many webhooks were taken and refused since the server started: all that is kept of a forged one.
final class WebhookCounters: Sendable {
    struct Counts: Hashable, Sendable {
        /// Stored, the repeated and the unreadable among them.
        var accepted = 0
        /// With a signature that is missing or wrong.
        var refused = 0
        /// Because there was no secret, or the ledger couldn't take them.
        var postponed = 0
    }

    private let counts = Mutex<[Source: Counts]>([:])

    func add(_ count: WritableKeyPath<Counts, Int>, for source: Source) {
        counts.withLock { $0[source, default: Counts()][keyPath: count] += 1 }
    }

    subscript(source: Source) -> Counts {
        counts.withLock { $0[source] ?? Counts() }
    }
}
