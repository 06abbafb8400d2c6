package import Logging
import Synchronization

/// One connection to PostgreSQL.
///
/// It runs on a thread of its own, where waiting for the server blocks nobody else. Calls from several tasks follow one
/// another; a transaction needs the connection for itself, because statements of others would slip into it whenever
/// its body waits for something else. Cancelling a task cancels its statement on the server.
package actor PostgresConnection {
    private let thread: ConnectionThread
    let session: PostgresSession
    let signal: WakeSignal
    nonisolated let status: ConnectionStatus
    nonisolated let configuration: PostgresConfiguration
    private var lastOperation: UInt64 = 0

    /// The connection's own thread.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init(_ configuration: PostgresConfiguration, logger: Logger) throws(PostgresError) {
        let status = ConnectionStatus()
        let signal = try WakeSignal()
        self.configuration = configuration
        self.status = status
        self.signal = signal
        thread = try ConnectionThread()
        session = PostgresSession(configuration: configuration, logger: logger, signal: signal, status: status)
    }

    // On the connection's thread, which closes the connection with the session and ends after this.
    isolated deinit {
        session.finish()
        thread.stop()
    }

    /// Connects, takes on the role and makes the settings of `configuration`.
    ///
    /// - Throws: `.unavailable` when no host can be reached in time or takes us, `.invalidConfiguration`, `.cancelled`,
    ///   or the server's refusal of the role or of a setting.
    package static func connect(
        _ configuration: PostgresConfiguration, logger: Logger
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = try PostgresConnection(configuration, logger: logger)
        try await connection.open()
        return connection
    }

    private func open() async throws(PostgresError) {
        try await cancellable { (token) throws(PostgresError) in try session.connect(token: token) }
    }

    /// Closes the connection; whatever runs on it has ended before.
    package func close() {
        session.finish()
    }

    /// The server's version, such as 150008 for 15.8; 0 when the connection is closed.
    package var serverVersion: Int { session.handle.serverVersion }

    /// As of the last statement's end.
    package nonisolated var transactionStatus: PostgresTransactionStatus { status.transactionStatus }

    /// False once the connection is closed or has broken. A server that went away while nothing was asked shows up
    /// with the next statement, or with `check`.
    package nonisolated var isUsable: Bool { transactionStatus != .broken }

    /// Asks the server for a sign of life.
    package func check() async -> Bool {
        do throws(PostgresError) {
            try await execute(PostgresQuery(sql: "").timeout(.seconds(5)))
            return true
        } catch {
            return false
        }
    }

    /// Runs blocking work, on whose behalf cancelling the task wakes the thread.
    func cancellable<R: Sendable>(
        _ body: (UInt64) throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        try await cancellable { token in
            Result { () throws(PostgresError) in try body(token) }
        }.get()
    }

    func cancellable<R: Sendable, Failure: Error>(
        _ body: (UInt64) -> Result<R, Failure>
    ) async throws(PostgresError) -> Result<R, Failure> {
        if Task.isCancelled {
            throw PostgresError(.cancelled, "the task was cancelled before its statement was sent")
        }
        lastOperation += 1
        let token = lastOperation
        return await withTaskCancellationHandler {
            onThread(token, body)
        } onCancel: { [signal] in
            signal.cancel(token)
        }
    }

    /// A closure is isolated to the actor only when it refers to it: called directly, `body` would leave the thread.
    private func onThread<R>(_ token: UInt64, _ body: (UInt64) -> R) -> R {
        assertIsolated()
        return body(token)
    }

    func operation(_ token: UInt64?, timeout: Duration?) -> Operation {
        Operation(token: token, timeout: timeout ?? configuration.statementTimeout)
    }
}
