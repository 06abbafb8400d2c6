import Postgres

extension ProjectionStore {
    /// The schemas in which tables are kept that a rebuild has replaced.
    package func kept(of projection: String) async throws(ProjectionError) -> [String] {
        try await projectionAccess {
            try await pool.withConnection { connection in
                try await Self.schemas(of: projection, on: connection).kept(on: connection)
            }
        }
    }

    /// Drops the tables that are kept.
    ///
    /// - Returns: the schemas that are no more.
    package func dropKept(of projection: String) async throws(ProjectionError) -> [String] {
        try await projectionAccess {
            try await pool.withConnection { connection in
                try await Self.schemas(of: projection, on: connection).dropKept(on: connection)
            }
        }
    }

    private static func schemas(
        of projection: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> GenerationSchemas {
        GenerationSchemas(projection: projection, home: try await Generation.home(on: connection))
    }
}
