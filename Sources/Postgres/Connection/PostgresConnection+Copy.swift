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

    /// Streams rows out as `copyOut` does, for tables that are read as a whole: cells are taken where they lie, and what is
    /// made of the rows is a value that goes in and comes back.
    ///
    /// - Returns: what `row` has made of `state`.
    /// - Throws: as `copyOut`.
    package func copyOut<State: Sendable>(
        _ query: PostgresQuery, into state: consuming sending State,
        _ row: @Sendable (inout State, inout PostgresCopyCells) throws -> Void
    ) async throws -> State {
        var state = state
        return try await cancellable { token in
            Result {
                _ = try session.copyOutCells(query, operation(token, timeout: query.timeout)) { cells in
                    try row(&state, &cells)
                }
                return state
            }
        }.get()
    }
}
