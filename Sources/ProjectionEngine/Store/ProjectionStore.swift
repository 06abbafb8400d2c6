package import Postgres
package import Vocabulary

/// The projections of a log, as they stand in its database.
package struct ProjectionStore: Sendable {
    let pool: PostgresPool

    /// - Parameter pool: connections in the projector's role, whose `search_path` begins with the log's schema.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// How each projection stands, by name.
    package func states() async throws(ProjectionError) -> [ProjectionState] {
        try await projectionAccess {
            let query: PostgresQuery =
                "SELECT \(unsafe: ProjectionState.columns) FROM projections ORDER BY name"
            return try ProjectionState.decode(try await pool.query(query))
        }
    }

    /// How a projection stands; `nil` when it was never installed.
    package func state(of name: String) async throws(ProjectionError) -> ProjectionState? {
        try await projectionAccess {
            let query: PostgresQuery =
                "SELECT \(unsafe: ProjectionState.columns) FROM projections WHERE name = \(name)"
            return try ProjectionState.decode(try await pool.query(query)).first
        }
    }

    /// A digest of each of the projection's tables as they are now, all of one moment, and the position they stand at.
    package func digests(
        of projection: Projection
    ) async throws(ProjectionError) -> (position: Position, tables: [TableDigest]) {
        try await projectionAccess {
            try await pool.withConnection { connection in
                try await connection.transaction(.snapshot) { connection in
                    let query: PostgresQuery =
                        "SELECT \(unsafe: ProjectionState.columns) FROM projections WHERE name = \(projection.name)"
                    guard let state = try ProjectionState.decode(try await connection.query(query)).first else {
                        throw ProjectionError.unknown(projection.name)
                    }
                    var digests: [TableDigest] = []
                    for table in projection.foldedTables {
                        digests.append(try await TableDigest.compute(table, on: connection))
                    }
                    return (state.position, digests)
                }
            }
        }
    }
}

extension ProjectionError {
    static func unknown(_ name: String) -> ProjectionError {
        ProjectionError(
            .notFound, "There is no projection \(name) in this database. Start daybook serve once to install it.")
    }
}
