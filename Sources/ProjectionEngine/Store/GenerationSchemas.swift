import Cryptography
import Postgres

/// The schemas in which tables of one projection are made, or are kept after others took their place.
struct GenerationSchemas: Sendable {
    private let stem: String

    /// - Parameter home: the log's schema. PostgreSQL cuts names at 63 bytes: one that is too long gives way to its digest.
    init(projection: String, home: String) {
        let log = home.utf8.count <= 24 ? home : "log_" + SHA256.hash(Array(home.utf8)).hex.prefix(20)
        stem = "\(log)__\(projection)__"
    }

    /// What the names of generations begin with; a number follows, and `_old` or `_kept` for what one has replaced.
    var prefix: String { stem + "g" }

    /// Where tables are made to be compared with the live ones.
    var shadow: String { stem + "check" }

    /// Those of a generation that was kept.
    func kept(on connection: PostgresConnection) async throws(PostgresError) -> [String] {
        try await names(like: "_kept", on: connection)
    }

    /// Drops what is there.
    ///
    /// - Parameters:
    ///   - kept: whether what is kept is dropped as well.
    ///   - except: a generation that is gone on with.
    func dropAll(kept: Bool, except: String? = nil, on connection: PostgresConnection) async throws {
        for name in try await names(like: kept ? "(_old|_kept)?" : "(_old)?", on: connection) where name != except {
            try await Self.drop(name, on: connection)
        }
    }

    /// Drops what was made to be compared, if it is there.
    func dropShadow(on connection: PostgresConnection) async throws {
        try await Self.drop(shadow, on: connection)
    }

    /// Drops what was kept.
    ///
    /// - Returns: the names of the schemas.
    func dropKept(on connection: PostgresConnection) async throws -> [String] {
        let names = try await kept(on: connection)
        for name in names { try await Self.drop(name, on: connection) }
        return names
    }

    private func names(
        like ending: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> [String] {
        let rows = try await connection.query(
            """
            SELECT nspname::text FROM pg_namespace
            WHERE starts_with(nspname, \(prefix))
              AND substr(nspname, \(Int32(prefix.unicodeScalars.count + 1))) ~ \("^[0-9]+\(ending)$")
              AND pg_has_role(nspowner, 'MEMBER')
            ORDER BY nspname
            """)
        return try rows.decode(String.self)
    }

    /// Drops the tables one by one, each by itself: all at once would hold one while waiting for another, and a reader whose plan is
    /// from before the swap may hold that one while waiting for the first.
    private static func drop(_ schema: String, on connection: PostgresConnection) async throws {
        let tables = try await connection.query(
            """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = \(schema)) AND relkind IN ('r', 'p')
            """)
        for table in try tables.decode(String.self) {
            try await connection.execute(
                PostgresQuery("DROP TABLE IF EXISTS \(identifier: schema).\(identifier: table)").timeout(.seconds(600)))
        }
        try await connection.execute(
            PostgresQuery("DROP SCHEMA IF EXISTS \(identifier: schema) CASCADE").timeout(.seconds(600)))
    }
}
