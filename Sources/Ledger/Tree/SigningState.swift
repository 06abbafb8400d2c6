import Synchronization

/// Whether checkpoints are signed, for those who are to be told when they aren't.
package final class SigningState: Sendable {
    private let state = Mutex<LedgerError?>(nil)

    package init() {}

    /// Why nothing is signed until a person acts, and what to do; `nil` while all is well, or merely the database is away.
    package var refusal: LedgerError? {
        state.withLock { $0 }
    }

    /// Notes how an attempt to sign went. An outage says nothing about the log.
    func note(_ failure: LedgerError?) {
        if failure?.code == .unavailable { return }
        state.withLock { $0 = failure }
    }
}
