/// What one call on a connection may cost, and what has become of it.
struct Operation {
    /// Why the server was asked to stop.
    enum Interruption {
        case cancelled, deadline
        /// The reader of a COPY had enough.
        case abandoned
    }

    /// Names the operation to `WakeSignal`; nil when cancelling the task must not touch it (COMMIT, ROLLBACK).
    let token: UInt64?

    /// How long it may take; nil for ever.
    let timeout: Duration?

    /// When to lose patience: the deadline at first, and then the time by which the server must have stopped.
    var limit: ContinuousClock.Instant?

    var interruption: Interruption?
    var cancelRequest: CancelRequest?

    /// From here on the server may have acted.
    var hasSent = false

    init(token: UInt64?, timeout: Duration?) {
        self.token = token
        self.timeout = timeout
        self.limit = timeout.map { ContinuousClock.now + $0 }
    }

    /// How long the server may take to stop, before the connection is given up: no longer than it had for the statement (or a
    /// second), so that a caller who wants an answer soon learns soon that there is none.
    var patience: Duration {
        max(.seconds(1), min(.seconds(2), timeout ?? .seconds(2)))
    }
}

extension Operation.Interruption {
    /// - Parameter outcomeUnknown: whether a commit may have happened all the same.
    func error(outcomeUnknown: Bool) -> PostgresError {
        switch self {
        case .deadline:
            PostgresError(.deadline, "a statement took too long", outcomeUnknown: outcomeUnknown)
        case .cancelled, .abandoned:
            PostgresError(.cancelled, "a statement was cancelled", outcomeUnknown: outcomeUnknown)
        }
    }
}
