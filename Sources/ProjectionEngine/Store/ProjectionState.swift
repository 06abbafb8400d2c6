import Postgres
package import Vocabulary

/// How a projection stands in the database.
package struct ProjectionState: Hashable, Sendable {
    package let name: String
    /// The version of the code that made its tables.
    package let version: Int32
    /// The next event that it wants: all below are folded.
    package let position: Position
    /// How often it was rebuilt.
    package let generation: Int32
    /// Why it stopped, and where; `nil` while it goes on. Safe to show.
    package let failure: String?
    package let updatedAt: Timestamp
}

extension ProjectionState {
    static let columns = "name, version, position, generation, failure, updated_at"

    static func decode(_ rows: PostgresRows) throws(PostgresError) -> [ProjectionState] {
        var states: [ProjectionState] = []
        for row in rows {
            let (name, version, position, generation, failure, updatedAt) = try row.decode(
                String.self, Int32.self, Int64.self, Int32.self, String?.self, PostgresTimestamp.self)
            states.append(
                ProjectionState(
                    name: name, version: version, position: Position(position), generation: generation,
                    failure: failure, updatedAt: Timestamp(microseconds: updatedAt.microseconds)))
        }
        return states
    }

    /// The row of a projection, locked until the transaction ends.
    static func lock(
        _ name: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> ProjectionState? {
        let query: PostgresQuery =
            "SELECT \(unsafe: columns) FROM projections WHERE name = \(name) FOR UPDATE"
        return try decode(try await connection.query(query)).first
    }
}
