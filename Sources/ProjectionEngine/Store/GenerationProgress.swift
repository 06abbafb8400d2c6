import Postgres
import Vocabulary

/// How far a generation's tables are, kept in its schema: each row changes together with what it tells of, so that a rebuild that was
/// killed can be gone on with.
struct GenerationProgress: Sendable {
    /// The generation's own schema.
    let schema: String

    static let table = "daybook_rebuild"
    /// What stands in the place of a table's name once the indexes are made.
    private static let indexes = ""

    /// Makes the table, empty.
    func create(on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.execute(
            """
            CREATE TABLE \(identifier: schema).\(identifier: Self.table) (
              folded text PRIMARY KEY,
              position bigint NOT NULL
            )
            """)
    }

    /// Up to where each table was written, by its name, within a transaction that is open. One that isn't there is empty and has no key.
    func positions(on connection: PostgresConnection) async throws(PostgresError) -> [String: Position] {
        // The last commit of a rebuild that was killed may still be under way in the server: what it tells is waited for.
        try await connection.execute("LOCK TABLE \(identifier: schema).\(identifier: Self.table) IN SHARE MODE")
        let rows = try await connection.query(
            "SELECT folded, position FROM \(identifier: schema).\(identifier: Self.table)")
        return Dictionary(uniqueKeysWithValues: try rows.decode(String.self, Position.self).map { ($0, $1) })
    }

    /// Whether the indexes are made.
    static func hasIndexes(_ positions: [String: Position]) -> Bool {
        positions[indexes] != nil
    }

    /// The facts before `position` are in a table, within the transaction that put them there.
    func record(_ table: String, at position: Position, on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.execute(
            """
            INSERT INTO \(identifier: schema).\(identifier: Self.table) (folded, position) VALUES (\(table), \(position))
            ON CONFLICT (folded) DO UPDATE SET position = excluded.position
            """)
    }

    /// The indexes are made, within the transaction that made them.
    func recordIndexes(on connection: PostgresConnection) async throws(PostgresError) {
        try await record(Self.indexes, at: .first, on: connection)
    }

    /// The facts before `position` are in all tables, within the transaction that put them there.
    func recordAll(at position: Position, on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.execute(
            "UPDATE \(identifier: schema).\(identifier: Self.table) SET position = \(position) WHERE folded <> ''")
    }
}
