import Ledger
import Logging
import Postgres
import ServiceLifecycle

/// Does `body` with a ledger that runs for as long.
// Not inlined: Swift 6.3.1 crashes in a release build when it splits the coroutine that inlining makes.
@inline(never)
func withLedger<R: Sendable>(
    _ environment: Environment, logger: Logger, _ body: @Sendable (Ledger) async throws -> R
) async throws -> R {
    let ledger = try await Ledger.open(try environment.ledgerConfiguration(), logger: logger)
    return try await withServices(ledger.services) { try await body(ledger) }
}

/// Does `body` with a pool of connections to the database, in the role that is given.
///
/// - Throws: `LedgerError(.schema)` that says to migrate, when the database's schema isn't this version's.
func withPool<R: Sendable>(
    _ environment: Environment, role: String? = nil, size: Int = 4, logger: Logger,
    _ body: @Sendable (PostgresPool) async throws -> R
) async throws -> R {
    let configuration = PostgresConfiguration(connectionString: try environment.databaseURL(), role: role)
    let pool = PostgresPool(configuration: configuration, size: size, logger: logger)
    return try await withServices([pool]) {
        try await pool.withConnection { try await Migrator.requireCurrent(on: $0) }
        return try await body(pool)
    }
}

/// Does `body` while services run; they are cancelled afterwards.
func withServices<R: Sendable>(_ services: [any Service], _ body: @Sendable () async throws -> R) async throws -> R {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for service in services { group.addTask { try await service.run() } }
        let result: Result<R, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        group.cancelAll()
        while let ended = await group.nextResult() {
            // What a service says of its being cancelled is nobody's concern; the body's result is.
            _ = ended
        }
        return try result.get()
    }
}
