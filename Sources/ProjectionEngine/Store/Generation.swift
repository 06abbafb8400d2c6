import Cryptography
import Postgres

/// A set of a projection's tables in a schema of its own, beside the log's: where they are made before they are moved to their place.
///
/// All steps run on one connection.
struct Generation: Sendable {
    let projection: Projection
    /// The log's schema.
    let home: String
    /// Its own.
    let schema: String

    /// - Parameter number: tells it from the projection's other generations.
    init(of projection: Projection, number: Int32, home: String) {
        self.projection = projection
        self.home = home
        schema = Self.prefix(of: projection.name, home: home) + "\(number)"
    }

    /// Where the tables that it replaces are moved, to be dropped.
    var attic: String { schema + "_old" }

    /// What the names of all schemas of a projection's generations begin with; no other projection's, of no other log, do.
    ///
    /// PostgreSQL cuts names at 63 bytes: a log's that is too long gives way to its digest.
    static func prefix(of name: String, home: String) -> String {
        let log = home.utf8.count <= 24 ? home : "log_" + SHA256.hash(Array(home.utf8)).hex.prefix(20)
        return "\(log)__\(name)__g"
    }

    /// Makes the schema and the tables, without keys and indexes. Names without a schema mean this generation afterwards.
    ///
    /// - Parameter untilCommit: whether they mean so only until the end of the transaction that is open.
    func create(on connection: PostgresConnection, untilCommit: Bool) async throws {
        try await connection.execute("CREATE SCHEMA \(identifier: schema)")
        let scope = untilCommit ? "LOCAL" : "SESSION"
        try await connection.execute(
            "SET \(unsafe: scope) search_path TO \(identifier: schema), \(identifier: home)")
        try await connection.executeScript(String(decoding: projection.tables, as: UTF8.self))
        // By this mark a later version finds the tables that it replaces, whatever they were called.
        for table in try await tables(in: schema, on: connection) {
            try await connection.execute(
                "COMMENT ON TABLE \(identifier: schema).\(identifier: table) IS \(unsafe: mark)")
        }
    }

    /// Makes the indexes that are not keys.
    func index(on connection: PostgresConnection) async throws {
        try await connection.executeScript(String(decoding: projection.indexes, as: UTF8.self))
    }

    /// Moves the tables to their place in the log's schema, within a transaction that is open.
    func moveIn(on connection: PostgresConnection) async throws {
        for table in try await tables(in: schema, on: connection) {
            try await connection.execute(
                "ALTER TABLE \(identifier: schema).\(identifier: table) SET SCHEMA \(identifier: home)")
        }
    }

    /// Moves the tables that are in place to the attic, within a transaction that is open.
    func moveOut(_ tables: [String], on connection: PostgresConnection) async throws {
        for table in tables {
            try await connection.execute(
                "ALTER TABLE \(identifier: home).\(identifier: table) SET SCHEMA \(identifier: attic)")
        }
    }

    /// The projection's tables that are in place.
    func liveTables(on connection: PostgresConnection) async throws(PostgresError) -> [String] {
        try await tables(in: home, on: connection)
    }

    /// Drops all schemas of the projection's generations: what a rebuild that broke off has left.
    static func dropAll(of projection: Projection, home: String, on connection: PostgresConnection) async throws {
        let prefix = prefix(of: projection.name, home: home)
        let rows = try await connection.query(
            """
            SELECT nspname::text FROM pg_namespace
            WHERE starts_with(nspname, \(prefix)) AND substr(nspname, \(Int32(prefix.unicodeScalars.count + 1))) ~ '^[0-9]+(_old)?$'
              AND pg_has_role(nspowner, 'MEMBER')
            """)
        for name in try rows.decode(String.self) {
            try await dropTables(in: name, on: connection)
            try await connection.execute(
                PostgresQuery("DROP SCHEMA \(identifier: name) CASCADE").timeout(.seconds(600)))
        }
    }

    /// Drops the tables one by one, each by itself: all at once would hold one while waiting for another, and a reader whose plan is
    /// from before the swap may hold that one while waiting for the first.
    private static func dropTables(in schema: String, on connection: PostgresConnection) async throws {
        let tables = try await connection.query(
            """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = \(schema)) AND relkind IN ('r', 'p')
            """)
        for table in try tables.decode(String.self) {
            try await connection.execute(
                PostgresQuery("DROP TABLE \(identifier: schema).\(identifier: table)").timeout(.seconds(600)))
        }
    }

    /// The schema in which names without one are made.
    static func home(on connection: PostgresConnection) async throws(PostgresError) -> String {
        try await connection.query("SELECT current_schema()::text").decode(String.self).first ?? "public"
    }

    private var mark: String { "'daybook projection \(projection.name)'" }

    private func tables(in schema: String, on connection: PostgresConnection) async throws(PostgresError) -> [String] {
        // In the schema of the generation all tables are its own; in the log's, those with the mark.
        let rows = try await connection.query(
            """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = \(schema)) AND relkind IN ('r', 'p')
              AND (\(schema) <> \(home) OR obj_description(oid, 'pg_class') = \(unsafe: mark))
            ORDER BY relname
            """)
        return try rows.decode(String.self)
    }
}
