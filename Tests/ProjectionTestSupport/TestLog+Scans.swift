package import Postgres

extension TestLog {
    /// How often `body` made PostgreSQL read one of these tables from end to end.
    ///
    /// It counts what was done, rather than to read what EXPLAIN says of a copy of the query.
    ///
    /// - Parameter body: is given a pool of one connection, whose statistics are told at once.
    package func sequentialScans(
        of tables: [String], during body: (PostgresPool) async throws -> Void
    ) async throws -> Int64 {
        let pool = PostgresPool(configuration: projector, size: 1, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            let before = try await Self.scans(of: tables, on: pool)
            try await body(pool)
            return try await Self.scans(of: tables, on: pool) - before
        }
    }

    private static func scans(of tables: [String], on pool: PostgresPool) async throws -> Int64 {
        try await pool.execute("SELECT pg_stat_force_next_flush()")
        let rows = try await pool.query(
            "SELECT coalesce(sum(seq_scan), 0)::bigint FROM pg_stat_user_tables WHERE relname = ANY(\(tables))")
        return try rows.decode(column: 0, as: Int64.self).first ?? 0
    }
}
