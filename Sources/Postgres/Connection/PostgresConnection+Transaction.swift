extension PostgresConnection {
    /// Runs `body` in a transaction, on the connection's own thread: commits when it returns, rolls back when it throws.
    ///
    /// BEGIN travels with the first statement. COMMIT and ROLLBACK aren't touched by cancelling the task.
    ///
    /// - Throws: what `body` throws, or a `PostgresError`; one whose `outcomeUnknown` is true may have been committed.
    package func transaction<R: Sendable>(
        _ options: PostgresTransactionOptions = .readCommitted,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try begin(options)
        let value: R
        do {
            value = try await body(self)
        } catch {
            rollback()
            throw error
        }
        try commit()
        return value
    }

    private func begin(_ options: PostgresTransactionOptions) throws(PostgresError) {
        guard isUsable else {
            throw PostgresError(.connectionLost, "the connection to the database is closed")
        }
        guard session.transactionStatus == .idle else {
            throw PostgresError(.invalidState, "the connection is in a transaction already")
        }
        session.delayedBegin = options.begin
        session.publishStatus()
    }

    private func commit() throws(PostgresError) {
        if discardDelayedBegin() { return }
        guard session.transactionStatus != .failed else {
            rollback()
            throw PostgresError(
                .server("25P02"), "the transaction was rolled back, because one of its statements had failed")
        }
        let tag: String?
        do throws(PostgresError) {
            tag = try session.run(["COMMIT"], operation(nil, timeout: nil)).first?.commandTag
        } catch {
            // A refused COMMIT, of a deferred constraint for instance, has ended the transaction by itself.
            if session.transactionStatus != .idle { rollback() }
            throw error
        }
        guard tag == "COMMIT" else {
            throw PostgresError(.server("25P02"), "the transaction was rolled back by the database")
        }
    }

    private func rollback() {
        if discardDelayedBegin() { return }
        guard isUsable, session.transactionStatus != .idle else { return }
        do throws(PostgresError) {
            _ = try session.run(["ROLLBACK"], operation(nil, timeout: .seconds(5)))
        } catch {
            // The server rolls back what it loses sight of.
            session.finish()
        }
    }

    /// True when no statement has been sent: there is nothing to end.
    private func discardDelayedBegin() -> Bool {
        guard session.delayedBegin != nil else { return false }
        session.delayedBegin = nil
        session.publishStatus()
        return true
    }
}
