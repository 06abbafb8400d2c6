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
    /// The row of a projection, if it is installed.
    ///
    /// - Parameter locked: whether nobody else may change it until the transaction ends.
    static func find(
        _ name: String, locked: Bool = false, on connection: PostgresConnection
    ) async throws(PostgresError) -> ProjectionState? {
        let rows = try await connection.query(
            """
            SELECT name, version, position, generation, failure, updated_at FROM projections
            WHERE name = \(name) \(unsafe: locked ? "FOR UPDATE" : "")
            """)
        return try decode(rows).first
    }

    /// The rows of all projections, by name.
    static func all(on connection: PostgresConnection) async throws(PostgresError) -> [ProjectionState] {
        try decode(
            try await connection.query(
                "SELECT name, version, position, generation, failure, updated_at FROM projections ORDER BY name"))
    }

    /// Moves the projection on to `position`, within the transaction in which its row was locked and read.
    ///
    /// - Returns: the row as it is then.
    func moved(
        to position: Position, on connection: PostgresConnection
    ) async throws(PostgresError) -> ProjectionState {
        let rows = try await connection.query(
            """
            UPDATE projections SET position = \(position), failure = NULL, updated_at = now() WHERE name = \(name)
            RETURNING name, version, position, generation, failure, updated_at
            """)
        guard let moved = try Self.decode(rows).first else {
            throw PostgresError(.decoding, "the row of the projection \(name) isn't there")
        }
        return moved
    }

    private static func decode(_ rows: PostgresRows) throws(PostgresError) -> [ProjectionState] {
        var states: [ProjectionState] = []
        for row in rows {
            let (name, version, position, generation, failure, updatedAt) = try row.decode(
                String.self, Int32.self, Position.self, Int32.self, String?.self, Timestamp.self)
            states.append(
                ProjectionState(
                    name: name, version: version, position: position, generation: generation, failure: failure,
                    updatedAt: updatedAt))
        }
        return states
    }
}
