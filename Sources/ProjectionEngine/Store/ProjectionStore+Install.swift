import Postgres

extension ProjectionStore {
    /// Makes the tables of a projection that the database doesn't have yet, empty, at position 0. Does nothing when it is there,
    /// in whatever version. Several processes may do it at once.
    ///
    /// - Throws: `.unavailable`.
    package func install(_ projection: Projection) async throws(ProjectionError) {
        guard try await state(of: projection.name) == nil else { return }
        try await projectionAccess {
            try await pool.transaction { connection in
                let home = try await Generation.home(on: connection)
                let lock = ProjectionLock(projection: projection.name, home: home)
                try await connection.execute(lock.untilCommit)
                guard try await ProjectionState.find(projection.name, on: connection) == nil else { return }
                try await Self.make(projection, home: home, on: connection)
            }
        }
    }

    private static func make(
        _ projection: Projection, home: String, on connection: PostgresConnection
    ) async throws {
        let generation = Generation(of: projection, number: 0, home: home)
        try await generation.create(on: connection, untilCommit: true)
        for table in projection.foldedTables {
            try await connection.execute(PostgresQuery(sql: table.sql.makeKey))
        }
        try await generation.index(on: connection)
        try await generation.moveIn(on: connection)
        try await connection.execute("DROP SCHEMA \(identifier: generation.schema)")
        try await connection.execute(
            """
            INSERT INTO projections (name, version, position, generation)
            VALUES (\(projection.name), \(projection.version), 0, 0)
            """)
    }
}
