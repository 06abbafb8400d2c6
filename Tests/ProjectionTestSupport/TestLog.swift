import Cryptography
package import Ledger
package import Logging
package import Postgres
package import ProjectionEngine
import ServiceLifecycle
import TestSupport
import Vocabulary

/// A ledger in a database of its own, with all that projections need.
package struct TestLog: Sendable {
    package let ledger: Ledger
    /// Leads to the database in the projector's role.
    package let projector: PostgresConfiguration
    /// Leads to the database as its owner.
    package let owner: PostgresConfiguration
    package let pool: PostgresPool
    package let store: ProjectionStore
    package let source: FactSource
    package let logger: Logger
    private let master: MasterKey

    /// Runs `body` with a new ledger, which is shut down afterwards.
    package static func with(_ body: (TestLog) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let database = try await TestCluster.database()
        let owner = PostgresConfiguration(connectionString: database)
        _ = try await Migrator(configuration: owner, logger: logger).migrate()
        let master = MasterKey(SymmetricKey.random())
        var configuration = LedgerConfiguration(connectionString: database, masterKey: master)
        // What is tested is what becomes of events, not how soon a busy machine appends them.
        configuration.appends.patience = .seconds(20)
        configuration.lookups.patience = .seconds(20)
        let ledger = try await Ledger.open(configuration, logger: logger)
        let projector = PostgresConfiguration(connectionString: database, role: LedgerRole.projector)
        let pool = PostgresPool(configuration: projector, size: 8, leaseTimeout: .seconds(5), logger: logger)
        let reader = LedgerReader(pool: pool, keys: SubjectKeys(master: master))
        let log = TestLog(
            ledger: ledger, projector: projector, owner: owner, pool: pool, store: ProjectionStore(pool: pool),
            source: FactSource(ledger: reader), logger: logger, master: master)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in ledger.services { group.addTask { try await service.run() } }
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            try await body(log)
        }
    }

    /// Runs `body` while these projections are followed, and stops following where that stands then.
    package func following<R: Sendable>(
        _ projections: Projection..., body: () async throws -> R
    ) async throws -> R {
        let follower = ProjectionFollower(
            projections: projections, source: source, store: store, head: ledger.head, pressure: ledger.pressure,
            logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await follower.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Waits until a projection has folded all that is in the ledger.
    package func catchUp(_ projection: Projection, atMost limit: Duration = .seconds(30)) async throws {
        let size = try await source.size()
        // The follower installs it with its first step.
        while try await store.state(of: projection.name) == nil { try await Task.sleep(for: .milliseconds(2)) }
        try await store.wait(for: projection.name, until: Position(size - 1), atMost: limit)
    }

    /// A rebuild of a projection.
    package func rebuild(
        _ projection: Projection, _ limits: RebuildLimits = RebuildLimits()
    ) -> ProjectionRebuild {
        ProjectionRebuild(projection, configuration: projector, source: source, limits: limits, logger: logger)
    }

    /// Rebuilds a projection as another process would, that has no subject's key in memory.
    package func rebuildAnew(_ projection: Projection) async throws -> RebuildReport {
        let reader = LedgerReader(pool: pool, keys: SubjectKeys(master: master))
        let rebuild = ProjectionRebuild(
            projection, configuration: projector, source: FactSource(ledger: reader), logger: logger)
        return try await rebuild.run()
    }

    /// The schemas that rebuilds have left.
    package func leftovers(of projection: Projection) async throws -> [String] {
        let rows = try await pool.query(
            "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE \("%__" + projection.name + "__g%")")
        return try rows.decode(column: 0, as: String.self)
    }
}
