import Cryptography
package import LedgerSchema
package import Logging
package import Postgres

/// Brings the ledger's schema up to date, as the owner of the schema.
///
/// Each migration runs in a transaction of its own, is remembered with the digest of its text, and is never run twice: an advisory
/// lock keeps two migrators apart.
package struct Migrator: Sendable {
    private let configuration: PostgresConfiguration
    private let logger: Logger
    /// How long another migrator is waited for, and how long one migration may take.
    private static let patience = Duration.seconds(3600)

    /// - Parameter configuration: leads to the database with the rights of the schema's owner.
    package init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Runs what is missing.
    ///
    /// - Returns: the migrations that were run now.
    /// - Throws: `LedgerError(.schema)` when a migration that was run has another text now, or the database is newer than we are.
    package func migrate() async throws(LedgerError) -> [Migration] {
        try await ledgerAccess {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            do {
                let done = try await migrate(on: connection)
                await connection.close()
                return done
            } catch {
                await connection.close()
                throw error
            }
        }
    }

    private func migrate(on connection: PostgresConnection) async throws -> [Migration] {
        let lock: PostgresQuery = "SELECT pg_advisory_lock(hashtextextended('daybook.migrate', 0))"
        try await connection.execute(lock.timeout(Self.patience))
        // Functions keep the path that they were made under. Quoted: a schema may have any name.
        let path: PostgresQuery =
            """
            SELECT set_config('search_path', quote_ident(name) || ', pg_temp', false) FROM current_schema() AS name
            WHERE name IS NOT NULL
            """
        guard try await connection.query(path).count == 1 else {
            throw LedgerError(.schema, "The search path of the database names no schema that exists.")
        }
        try await connection.executeScript(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
              version    int         PRIMARY KEY,
              name       text        NOT NULL,
              digest     bytea       NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT now()
            )
            """)
        let applied = try await Self.check(on: connection)
        var done: [Migration] = []
        for migration in Migration.all.dropFirst(applied) {
            try await run(migration, on: connection)
            done.append(migration)
        }
        return done
    }

    private func run(_ migration: Migration, on connection: PostgresConnection) async throws {
        do {
            try await connection.transaction { connection in
                try await connection.executeScript(
                    String(decoding: migration.sql, as: UTF8.self), timeout: Self.patience)
                try await connection.execute(
                    """
                    INSERT INTO schema_migrations (version, name, digest)
                    VALUES (\(Int32(migration.version)), \(migration.name), \(SHA256.hash(migration.sql)))
                    """)
            }
        } catch let error as PostgresError {
            throw LedgerError(
                .schema, "Migration \(migration.version) (\(migration.name)) failed: \(error.debugDescription)")
        }
        logger.info("migrated", metadata: ["version": "\(migration.version)", "name": "\(migration.name)"])
    }

    /// How many migrations were run, having checked that they are ours.
    static func check(on connection: PostgresConnection) async throws -> Int {
        let rows = try await connection.query("SELECT version, digest FROM schema_migrations ORDER BY version")
        let applied = try rows.decode(Int32.self, Hash256.self)
        guard applied.count <= Migration.all.count else {
            throw LedgerError(.schema, "The database's schema is newer than this version of Daybook. Upgrade Daybook.")
        }
        for ((version, digest), migration) in zip(applied, Migration.all) {
            guard Int(version) == migration.version, digest == SHA256.hash(migration.sql) else {
                throw LedgerError(
                    .schema,
                    "Migration \(version) was run with another text than this version's. The schema isn't touched.")
            }
        }
        return applied.count
    }

    /// Refuses a database whose schema isn't the one this version needs.
    ///
    /// - Throws: `LedgerError(.schema)` that says what to do.
    package static func requireCurrent(on connection: PostgresConnection) async throws {
        let look: PostgresQuery = "SELECT to_regclass('schema_migrations') IS NOT NULL"
        let isMigrated = try await connection.query(look.timeout(.seconds(5)))
        guard try isMigrated.decode(column: 0, as: Bool.self) == [true] else {
            throw LedgerError(.schema, "The database doesn't have the ledger's schema yet. Run: daybook migrate")
        }
        guard try await check(on: connection) == Migration.all.count else {
            throw LedgerError(
                .schema, "The database's schema is older than this version of Daybook. Run: daybook migrate")
        }
    }
}
