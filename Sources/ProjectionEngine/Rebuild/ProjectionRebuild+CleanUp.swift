import Logging
import Postgres

extension ProjectionRebuild {
    /// Drops the schemas that are left, and closes the connection. What can't be dropped now is dropped by the next rebuild.
    ///
    /// - Parameter home: the log's schema; `nil` when the projection's lock was never had, and nothing was made.
    func cleanUp(_ home: String?, _ connection: PostgresConnection) async {
        // A task of its own, awaited: a rebuild that was cancelled must still take its tables away, and a cancelled task can't
        // send statements.
        await Task {
            if let home { await drop(home, connection) }
            await connection.close()
        }.value
    }

    private func drop(_ home: String, _ connection: PostgresConnection) async {
        do {
            guard connection.isUsable else { return try await dropAnew(home) }
            try await Generation.dropAll(of: projection, home: home, on: connection)
        } catch {
            logger.warning(
                "Tables of a rebuild are left, and will be dropped by the next one",
                metadata: ["projection": "\(projection.name)", "reason": "\(ProjectionError(any: error))"])
        }
    }

    /// The connection broke, and the lock with it: somebody else may have begun a rebuild meanwhile, whose tables aren't ours.
    private func dropAnew(_ home: String) async throws {
        let connection = try await PostgresConnection.connect(configuration, logger: logger)
        do {
            try await lock(home, on: connection)
            try await Generation.dropAll(of: projection, home: home, on: connection)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}
