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
            try await pool.withConnection { try await ProjectionState.all(on: $0) }
        }
    }

    /// How a projection stands; `nil` when it was never installed.
    package func state(of name: String) async throws(ProjectionError) -> ProjectionState? {
        try await projectionAccess {
            try await pool.withConnection { try await ProjectionState.find(name, on: $0) }
        }
    }

    /// A digest of each of the projection's tables as they are now, all of one moment, and the position they stand at.
    package func digests(
        of projection: Projection
    ) async throws(ProjectionError) -> (position: Position, tables: [TableDigest]) {
        let tables = projection.foldedTables
        return try await projectionAccess {
            try await pool.transaction(.snapshot) { connection in
                // Before the moment is fixed, so that no others can be swapped in after it.
                for table in tables { try await connection.execute(PostgresQuery(table.sql.keep)) }
                guard let state = try await ProjectionState.find(projection.name, on: connection) else {
                    throw ProjectionError.unknown(projection.name)
                }
                var digests: [TableDigest] = []
                for table in tables { digests.append(try await TableDigest.compute(table, on: connection)) }
                return (state.position, digests)
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
