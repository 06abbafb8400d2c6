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

    /// Where the tables that it replaces are moved: to be dropped, or kept until somebody drops them.
    let attic: String
    let progress: GenerationProgress

    /// - Parameters:
    ///   - number: tells it from the projection's other generations.
    ///   - keepsOld: whether the tables that it replaces are kept.
    init(of projection: Projection, number: Int32, home: String, keepsOld: Bool = false) {
        let schema = GenerationSchemas(projection: projection.name, home: home).prefix + "\(number)"
        self.init(projection, home: home, schema: schema, attic: schema + (keepsOld ? "_kept" : "_old"))
    }

    private init(_ projection: Projection, home: String, schema: String, attic: String) {
        self.projection = projection
        self.home = home
        self.schema = schema
        self.attic = attic
        progress = GenerationProgress(schema: schema)
    }

    /// A set of tables that the live ones are compared with, and that never takes their place.
    static func shadow(of projection: Projection, home: String) -> Generation {
        let schema = GenerationSchemas(projection: projection.name, home: home).shadow
        return Generation(projection, home: home, schema: schema, attic: schema)
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

    /// Makes the generation that a rebuild fills, within a transaction that is open: with a record of how far it is, and with a
    /// mark of the code that fills it. Until its tables are in place, autovacuum lets them be.
    ///
    /// - Parameter erasures: as of before anything is read for it.
    func begin(code: String?, after erasures: ErasureCount, on connection: PostgresConnection) async throws {
        try await create(on: connection, untilCommit: true)
        for table in try await tables(in: schema, on: connection) {
            // It would look at them again and again as they grow, near a third of the database's work on them, and hold up the swap.
            try await connection.execute(
                """
                ALTER TABLE \(identifier: schema).\(identifier: table)
                SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)
                """)
        }
        try await progress.create(on: connection)
        if let code {
            try await connection.execute(
                "COMMENT ON SCHEMA \(identifier: schema) IS \(unsafe: Self.literal(fingerprint(of: code, erasures)))")
        }
    }

    /// Whether the generation is there, begun by the same code, and nobody was erased since: then it can be gone on with.
    func isBegun(
        by code: String, after erasures: ErasureCount, on connection: PostgresConnection
    ) async throws(PostgresError) -> Bool {
        let rows = try await connection.query(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = \(schema)")
        return try rows.decode(column: 0, as: String?.self).first == fingerprint(of: code, erasures)
    }

    /// What one version of the code folded, another doesn't go on with.
    private func fingerprint(of code: String, _ erasures: ErasureCount) -> String {
        "daybook rebuild of \(projection.name) version \(projection.version) after \(erasures.number) erasures by \(code)"
    }

    private static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Makes the indexes that are not keys, within a transaction that is open.
    func index(on connection: PostgresConnection) async throws {
        try await connection.executeScript(String(decoding: projection.indexes, as: UTF8.self))
    }

    /// Has the planner look at the tables: reads must be as fast from the first on as when autovacuum has come by.
    func analyze(on connection: PostgresConnection) async throws {
        for table in try await tables(in: schema, on: connection) {
            try await connection.execute("ANALYZE \(identifier: schema).\(identifier: table)")
        }
    }

    /// Moves the tables to their place in the log's schema, within a transaction that is open.
    func moveIn(on connection: PostgresConnection) async throws {
        for table in try await tables(in: schema, on: connection) {
            try await connection.execute(
                """
                ALTER TABLE \(identifier: schema).\(identifier: table)
                RESET (autovacuum_enabled, toast.autovacuum_enabled)
                """)
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
              AND relname <> \(GenerationProgress.table)
              AND (\(schema) <> \(home) OR obj_description(oid, 'pg_class') = \(unsafe: mark))
            ORDER BY relname
            """)
        return try rows.decode(String.self)
    }
}
