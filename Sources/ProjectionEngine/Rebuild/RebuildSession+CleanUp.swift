import Logging
import Postgres

extension RebuildSession {
    /// Drops the schemas that are left, and closes the connection. What can't be dropped now is dropped, or gone on with, by the
    /// next one.
    ///
    /// - Parameter home: the log's schema; `nil` when the locks were never had, and nothing was made.
    func cleanUp(_ home: String?, _ connection: PostgresConnection) async {
        // A task of its own, awaited: a rebuild that was cancelled must still take its tables away, and a cancelled task can't
        // send statements.
        await Task {
            if let home { await drop(home, connection) }
            // The server ends its side when it comes to it; whoever begins right after this mustn't find the locks held.
            _ = try? await connection.execute("SELECT pg_advisory_unlock_all()")
            await connection.close()
        }.value
    }

    private func drop(_ home: String, _ connection: PostgresConnection) async {
        do {
            guard connection.isUsable else { return try await dropAnew(home) }
            try await dropAll(home, on: connection)
        } catch {
            logger.warning(
                "Tables of a rebuild are left, and will be dropped by the next one",
                metadata: [
                    "projections": "\(projections.map(\.name).joined(separator: ", "))",
                    "reason": "\(ProjectionError(any: error))",
                ])
        }
    }

    private func dropAll(_ home: String, on connection: PostgresConnection) async throws {
        for projection in projections {
            let schemas = GenerationSchemas(projection: projection.name, home: home)
            switch purpose {
            case .replacement: try await schemas.dropAll(kept: false, on: connection)
            // The tables of a rebuild that was killed are still to be gone on with.
            case .comparison: try await schemas.dropShadow(on: connection)
            }
        }
    }

    /// The connection broke, and the lock with it: somebody else may have begun a rebuild meanwhile, whose tables aren't ours.
    private func dropAnew(_ home: String) async throws {
        let connection = try await PostgresConnection.connect(configuration, logger: logger)
        do {
            try await lock(home, on: connection)
            try await dropAll(home, on: connection)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}
