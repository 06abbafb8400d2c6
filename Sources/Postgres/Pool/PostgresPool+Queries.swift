extension PostgresPool {
    /// Runs one statement on some connection.
    ///
    /// - Throws: as `withConnection` and `PostgresConnection.query`.
    package func query(_ query: PostgresQuery) async throws -> PostgresRows {
        try await withConnection { try await $0.query(query) }
    }

    /// Runs one statement on some connection.
    ///
    /// - Returns: the number of rows inserted, updated, deleted or selected.
    /// - Throws: as `query`.
    @discardableResult
    package func execute(_ query: PostgresQuery) async throws -> Int {
        try await withConnection { try await $0.execute(query) }
    }

    /// Runs several statements in one round trip on some connection.
    ///
    /// - Throws: as `withConnection` and `PostgresConnection.pipeline`.
    package func pipeline(_ queries: [PostgresQuery]) async throws -> [PostgresRows] {
        try await withConnection { try await $0.pipeline(queries) }
    }

    /// Runs `body` in a transaction on some connection.
    ///
    /// - Throws: as `withConnection` and `PostgresConnection.transaction`.
    package func transaction<R: Sendable>(
        _ options: PostgresTransactionOptions = .readCommitted,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await withConnection { try await $0.transaction(options, body) }
    }
}
