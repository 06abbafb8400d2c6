import Postgres
import PostgresCluster

/// A database on two PostgreSQL servers: a primary, and a standby that streams from it.
struct ReplicatedDatabase: Sendable {
    let primary: PostgresCluster
    let standby: PostgresCluster

    private static let settings = ["fsync": "off", "autovacuum": "off", "max_connections": "100"]

    /// The database on whichever of the two is the primary.
    var connectionString: String {
        """
        host='\(primary.socketDirectory),\(standby.socketDirectory)' port='\(primary.port),\(standby.port)' \
        user='\(PostgresCluster.superuser)' dbname='daybook' target_session_attrs='read-write'
        """
    }

    /// Makes one, and takes it away afterwards.
    ///
    /// - Parameter isSynchronous: whether a commit waits for the standby.
    static func with<R: Sendable>(
        isSynchronous: Bool, _ body: (ReplicatedDatabase) async throws -> R
    ) async throws -> R {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let primary = try await PostgresCluster.start(
            PostgresCluster.Options(directory: folder.file("primary"), settings: settings))
        defer { PostgresCluster.discard(directory: primary.directory) }
        try await primary.createDatabase("daybook")
        let standby = try await makeStandby(of: primary, in: folder)
        defer { PostgresCluster.discard(directory: standby.directory) }
        let database = ReplicatedDatabase(primary: primary, standby: standby)
        if isSynchronous {
            try await execute("ALTER SYSTEM SET synchronous_standby_names = '*'", on: primary)
            try await execute("SELECT pg_reload_conf()", on: primary)
        }
        try await eventually("the standby's replication") {
            try await value("SELECT sync_state FROM pg_stat_replication", on: primary)
                == (isSynchronous ? "sync" : "async")
        }
        return try await body(database)
    }

    /// Crashes the primary, and makes the standby the primary in its place.
    func failOver() async throws {
        try await primary.stop(.immediate)
        try await Self.execute("SELECT pg_promote()", on: standby)
    }

    /// Waits until the standby has all that the primary has.
    func untilReplicated() async throws {
        try await eventually("the standby to catch up") {
            try await Self.value(
                "SELECT (replay_lsn = pg_current_wal_lsn())::text FROM pg_stat_replication", on: primary) == "true"
        }
    }

    /// Has the standby receive nothing more.
    func cutReplication() async throws {
        try await Self.execute("ALTER SYSTEM SET primary_conninfo = ''", on: standby)
        try await Self.execute("SELECT pg_reload_conf()", on: standby)
        try await eventually("the end of replication") {
            try await Self.value("SELECT count(*)::text FROM pg_stat_replication", on: primary) == "0"
        }
    }

    private static func makeStandby(of primary: PostgresCluster, in folder: ScratchFolder) async throws
        -> PostgresCluster
    {
        let directory = folder.file("standby")
        try await script(
            in: folder, "pg_basebackup", "--pgdata=\(directory)", "--checkpoint=fast", "--write-recovery-conf",
            "--no-sync", "--dbname=\(primary.connectionString(database: "postgres"))")
        // As root the backup is root's, and PostgreSQL runs under another account.
        try await script(in: folder, "chown", "--recursive", "--reference=\(primary.directory)", directory)
        return try await PostgresCluster.start(
            PostgresCluster.Options(
                directory: directory, settings: settings, socketDirectory: folder.file("standby-socket")))
    }

    private static func script(in folder: ScratchFolder, _ program: String, _ arguments: String...) async throws {
        let outcome = try await run(program, arguments, in: folder)
        guard outcome.status == 0 else { throw HarnessError("\(program): \(outcome)") }
    }

    private static func execute(_ query: PostgresQuery, on cluster: PostgresCluster) async throws {
        _ = try await asSuperuser(of: cluster.connectionString(database: "postgres")) { try await $0.execute(query) }
    }

    private static func value(_ query: PostgresQuery, on cluster: PostgresCluster) async throws -> String? {
        try await asSuperuser(of: cluster.connectionString(database: "postgres")) {
            try await $0.query(query).decode(column: 0, as: String.self).first
        }
    }
}
