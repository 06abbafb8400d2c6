extension PostgresConnection {
    /// Streams rows into a table, by a statement `COPY … FROM STDIN (FORMAT binary)`.
    ///
    /// `write` runs on the connection's thread, and waits there for the server's pace; an error that it throws aborts
    /// the COPY and comes back, and the connection stays usable.
    ///
    /// - Returns: the number of rows stored.
    /// - Throws: what `write` throws, or a `PostgresError` as of `query`. The time limit counts from one sign of progress
    ///   to the next.
    @discardableResult
    package func copyIn(
        _ query: PostgresQuery, _ write: @Sendable (inout PostgresCopyWriter) throws -> Void
    ) async throws -> Int {
        try await cancellable { token in
            Result { try session.copyIn(query, operation(token, timeout: query.timeout), write) }
        }.get()
    }

    /// Streams rows out, by a statement `COPY … TO STDOUT (FORMAT binary)`, in constant memory.
    ///
    /// `row` runs on the connection's thread; an error that it throws stops the COPY and comes back, and the connection
    /// stays usable (a transaction has failed then).
    ///
    /// - Returns: the number of rows.
    /// - Throws: what `row` throws, or a `PostgresError` as of `query`. The time limit counts from one row to the next.
    @discardableResult
    package func copyOut(
        _ query: PostgresQuery, _ row: @Sendable (borrowing PostgresCopyRow) throws -> Void
    ) async throws -> Int {
        try await cancellable { token in
            Result { try session.copyOut(query, operation(token, timeout: query.timeout), row) }
        }.get()
    }
}
