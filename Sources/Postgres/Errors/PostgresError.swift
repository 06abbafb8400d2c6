/// What went wrong between this program and its database.
///
/// `description` is safe to log and to show: it holds no SQL, no parameters and no values. What the server said in its
/// own words may repeat data, and is kept apart in `server`.
package struct PostgresError: Error, Sendable {
    /// What kind of failure it is.
    package enum Code: Hashable, Sendable {
        /// The server refused the statement, with this SQLSTATE.
        case server(String)
        /// No connection could be had: refused, timed out, all leased, or shutting down.
        case unavailable
        /// The connection broke while it was in use.
        case connectionLost
        /// The statement took longer than its deadline, and was cancelled on the server.
        case deadline
        /// The task was cancelled, and the statement with it.
        case cancelled
        /// The server or the caller left the sequence of messages that the statement calls for.
        case protocolViolation
        /// A cell isn't what it was asked to be.
        case decoding
        /// A parameter or a statement can't be sent.
        case encoding
        /// The connection string can't be read.
        case invalidConfiguration
        /// The connection isn't in a state in which this can be done.
        case invalidState
    }

    /// What kind of failure it is.
    package let code: Code

    /// One sentence, safe to show.
    package let message: String

    /// What the server said; may carry values and names, so never put it where others read it.
    package let server: PostgresServerReport?

    /// True when the statement may have been committed although this error came back: the caller must look before it
    /// repeats anything.
    package let outcomeUnknown: Bool

    /// - Parameter message: one sentence without SQL, parameters and values.
    package init(
        _ code: Code, _ message: String, server: PostgresServerReport? = nil, outcomeUnknown: Bool = false
    ) {
        self.code = code
        self.message = message
        self.server = server
        self.outcomeUnknown = outcomeUnknown
    }
}

extension PostgresError {
    /// The five characters that the server named the error with.
    package var sqlState: String? {
        if case .server(let state) = code { state } else { server?.sqlState }
    }

    /// A row with the same key is there already.
    package var isUniqueViolation: Bool { sqlState == "23505" }

    /// The transaction lost against a concurrent one (or a deadlock) and may be repeated from its start.
    package var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// The database can't be used now, but may well be a moment later: refused, shutting down, starting up, full of
    /// connections, or no longer the primary.
    package var isUnavailable: Bool {
        switch code {
        case .unavailable, .connectionLost: return true
        default: break
        }
        return ["57P01", "57P02", "57P03", "53300", "25006", "08000", "08001", "08003", "08004", "08006"]
            .contains(sqlState)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        outcomeUnknown ? "\(message); whether it was committed is unknown" : message
    }

    /// Everything, for a developer's eyes: may carry data.
    package var debugDescription: String {
        guard let server else { return description }
        let parts = [server.message, server.detail, server.hint, server.context].compactMap(\.self)
        return ([description] + parts).joined(separator: " | ")
    }
}
