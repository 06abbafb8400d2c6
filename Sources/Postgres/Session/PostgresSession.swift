import CLibPQ
import DequeModule
import Logging

/// Talks to one server. Its calls block their thread, but never beyond the operation's limit.
///
/// Not Sendable: it lives on its connection's thread.
final class PostgresSession {
    var handle: PostgresHandle
    let notices: NoticeLog
    let signal: WakeSignal
    let status: ConnectionStatus
    let configuration: PostgresConfiguration
    var operation = Operation(token: nil, timeout: nil)
    var statements: StatementCache
    var notifications: Deque<PostgresNotification> = []

    /// A BEGIN that travels with the transaction's first statement, which saves a round trip.
    var delayedBegin: PostgresQuery?

    init(
        configuration: PostgresConfiguration, logger: Logger, signal: WakeSignal, status: ConnectionStatus
    ) {
        self.configuration = configuration
        self.signal = signal
        self.status = status
        notices = NoticeLog(logger: logger)
        handle = PostgresHandle(nil, notices: notices)
        statements = StatementCache(capacity: configuration.preparedStatements)
    }

    var transactionStatus: PostgresTransactionStatus {
        delayedBegin != nil && !handle.isBroken ? .inTransaction : handle.transactionStatus
    }

    /// Closes the connection at once.
    func finish() {
        handle.finish()
        delayedBegin = nil
        publishStatus()
    }

    func publishStatus() {
        status.update(transactionStatus, socket: handle.socket)
    }

    /// Runs one operation from its start to a connection at rest, or to a closed one.
    ///
    /// - Parameter mayCommit: asked only when the connection is lost in the middle.
    func perform<R>(
        _ next: Operation, mayCommit: () -> Bool, _ body: () throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        operation = next
        defer { publishStatus() }
        try absorbInput()
        let startsIdle = handle.transactionStatus == .idle && delayedBegin == nil
        let warnings = notices.warnings
        let outcome: Result<R, PostgresError>
        do throws(PostgresError) { outcome = .success(try body()) } catch { outcome = .failure(error) }
        if handle.isBroken {
            finish()
            if case .success(let value) = outcome { return value }
            throw lost(outcome, unknown: operation.hasSent && (startsIdle || mayCommit()))
        }
        guard let interruption = operation.interruption else { return try outcome.get() }
        settle(cancelled: outcome.isQueryCancelled)
        switch outcome {
        case .failure where outcome.isQueryCancelled:
            throw interruption.error(outcomeUnknown: false)
        // A commit that was waiting for a standby ends with a warning when it is cancelled: done here, not yet there.
        case .success where notices.warnings > warnings && interruption != .abandoned:
            throw interruption.error(outcomeUnknown: true)
        default:
            return try outcome.get()
        }
    }

    /// Takes in what the server said while nothing was asked, so that a broken connection is found before anything is
    /// sent, when it is certain that nothing happened.
    func absorbInput() throws(PostgresError) {
        if !handle.isBroken, status.hasUnreadInput {
            _ = PQconsumeInput(handle.pointer)
            collectNotifications()
        }
        guard handle.isBroken else { return }
        finish()
        throw PostgresError(.connectionLost, "the connection to the database is closed")
    }

    private func lost<R>(_ outcome: Result<R, PostgresError>, unknown: Bool) -> PostgresError {
        if let interruption = operation.interruption { return interruption.error(outcomeUnknown: unknown) }
        guard case .failure(let error) = outcome else {
            return PostgresError(.connectionLost, "the connection to the database broke", outcomeUnknown: unknown)
        }
        if case .server = error.code {
            return PostgresError(
                .connectionLost, "the database closed the connection: \(error.message)", server: error.server,
                outcomeUnknown: unknown)
        }
        return PostgresError(error.code, error.message, server: error.server, outcomeUnknown: unknown)
    }
}

extension Result where Failure == PostgresError {
    fileprivate var isQueryCancelled: Bool {
        if case .failure(let error) = self { error.sqlState == "57014" } else { false }
    }
}
