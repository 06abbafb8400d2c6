extension PostgresConnection {
    /// Runs one statement and gives back its rows.
    ///
    /// - Throws: the server's refusal, `.deadline`, `.cancelled`, `.connectionLost`, or `.encoding` for what can't be sent.
    package func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        guard let rows = try await pipeline([query]).first else {
            throw PostgresError(.protocolViolation, "a statement had no result")
        }
        return rows
    }

    /// Runs one statement.
    ///
    /// - Returns: the number of rows inserted, updated, deleted or selected; 0 for other statements.
    /// - Throws: as `query`.
    @discardableResult
    package func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await self.query(query).affected
    }

    /// Sends several statements in one round trip. Outside of a transaction they are one of their own, unless they say
    /// otherwise; the first that fails keeps the rest from running, and leaves a transaction to be rolled back.
    ///
    /// - Returns: one result for each statement.
    /// - Throws: as `query`, for the first that failed.
    package func pipeline(_ queries: [PostgresQuery]) async throws(PostgresError) -> [PostgresRows] {
        // All of them together may take as long as the one that may take longest.
        let timeouts = queries.map { $0.timeout ?? configuration.statementTimeout }
        let timeout = timeouts.contains(nil) ? nil : timeouts.compactMap(\.self).max()
        return try await cancellable { (token) throws(PostgresError) in
            try session.run(queries, Operation(token: token, timeout: timeout))
        }
    }

    /// Runs a script of several statements without parameters, such as a migration. The server makes them one
    /// transaction, unless they say otherwise or one is open.
    ///
    /// - Parameter timeout: for the whole script; nil for the limit of a statement.
    /// - Throws: as `query`.
    package func executeScript(_ sql: String, timeout: Duration? = nil) async throws(PostgresError) {
        try await cancellable { (token) throws(PostgresError) in
            try session.runScript(sql, operation(token, timeout: timeout))
        }
    }
}
