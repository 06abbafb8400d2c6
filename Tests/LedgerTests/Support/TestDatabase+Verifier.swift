import Ledger
import Postgres

extension TestDatabase {
    /// Runs `body` with a verifier that reads this database.
    func withVerifier<R: Sendable>(
        workers: Int = 1, span: Int64 = 16_384, _ body: (LedgerVerifier) async throws -> R
    ) async throws -> R {
        let pool = PostgresPool(configuration: writer, size: workers, leaseTimeout: .seconds(20), logger: .quiet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            return try await body(LedgerVerifier(pool: pool, workers: workers, span: span))
        }
    }
}
