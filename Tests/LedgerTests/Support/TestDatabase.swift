import Cryptography
import Ledger
import LedgerSchema
import Logging
import Postgres
import PostgresCluster
import ServiceLifecycle
import TestSupport

/// A database with the ledger's schema, of which a test may do as it likes.
struct TestDatabase: Sendable {
    let connectionString: String
    let masterKey: MasterKey

    private static let turnstile = Turnstile(8)

    /// Runs `body` with a new, migrated database.
    ///
    /// - Parameter partitionSize: how many events a partition holds; `nil` for the usual number.
    static func with<R: Sendable>(
        partitionSize: Int64? = nil, _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        try await turnstile.pass {
            let database = TestDatabase(connectionString: try await TestCluster.database())
            try await database.migrate()
            if let partitionSize { try await database.repartition(partitionSize) }
            return try await body(database)
        }
    }

    /// Runs `body` with a copy of another database.
    static func with<R: Sendable>(
        copyOf original: TestDatabase, _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        try await turnstile.pass { try await body(try await original.copy()) }
    }

    /// Runs `body` with a new database that lacks the schema.
    static func withEmpty<R: Sendable>(_ body: (TestDatabase) async throws -> R) async throws -> R {
        try await body(TestDatabase(connectionString: try await TestCluster.database()))
    }

    init(connectionString: String, masterKey: MasterKey = MasterKey(SymmetricKey.random())) {
        self.connectionString = connectionString
        self.masterKey = masterKey
    }

    var owner: PostgresConfiguration { PostgresConfiguration(connectionString: connectionString) }

    var writer: PostgresConfiguration {
        PostgresConfiguration(connectionString: connectionString, role: LedgerRole.writer)
    }

    @discardableResult
    func migrate() async throws -> [String] {
        try await Migrator(configuration: owner, logger: .quiet).migrate().map(\.name)
    }

    /// Opens the ledger without running it.
    func open(_ adjust: (inout LedgerConfiguration) -> Void = { _ in }) async throws -> Ledger {
        var configuration = LedgerConfiguration(connectionString: connectionString, masterKey: masterKey)
        configuration.appends.patience = .seconds(20)
        configuration.lookups.patience = .seconds(20)
        adjust(&configuration)
        return try await Ledger.open(configuration, logger: .quiet)
    }

    /// Runs `body` while the ledger runs.
    func withLedger<R: Sendable>(
        _ adjust: (inout LedgerConfiguration) -> Void = { _ in }, _ body: (Ledger) async throws -> R
    ) async throws -> R {
        let ledger = try await open(adjust)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for service in ledger.services { group.addTask { try await service.run() } }
            defer { group.cancelAll() }
            return try await body(ledger)
        }
    }

    /// Runs `body` on a connection as the superuser that owns everything.
    func asOwner<R: Sendable>(_ body: (PostgresConnection) async throws -> R) async throws -> R {
        try await on(owner, body)
    }

    /// Runs `body` on a connection in the service's role.
    func asWriter<R: Sendable>(_ body: (PostgresConnection) async throws -> R) async throws -> R {
        try await on(writer, body)
    }

    /// Runs statements as the owner. Those of `tampering` aren't stopped by any trigger.
    func execute(tampering: Bool = false, _ sql: String) async throws {
        try await asOwner { connection in
            if tampering { try await connection.execute("SET session_replication_role = replica") }
            try await connection.executeScript(sql)
        }
    }

    /// A single number that a query gives.
    func count(_ query: PostgresQuery) async throws -> Int64? {
        try await asOwner { try await $0.query(query).decode(column: 0, as: Int64.self).first }
    }

    /// Replaces the partitions, which are still empty, by smaller ones.
    private func repartition(_ size: Int64) async throws {
        try await execute(
            """
            DO $$ DECLARE partition regclass; BEGIN
              FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
                EXECUTE format('DROP TABLE %s', partition);
              END LOOP;
            END $$;
            UPDATE ledger_settings SET partition_size = \(size);
            SELECT make_event_partitions(0);
            """)
    }

    private func on<R: Sendable>(
        _ configuration: PostgresConfiguration, _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        let connection = try await PostgresConnection.connect(configuration, logger: .quiet)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}

extension Logger {
    /// Says nothing.
    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}
