import Logging
import Postgres

extension RebuildSession {
    /// Drops the schemas that are left, and closes the connection. What can't be dropped now is dropped, or gone on with, by the
    /// next one.
    ///
    /// - Parameters:
    ///   - home: the log's schema; `nil` when the locks were never had, and nothing was made.
    ///   - isCancelled: whether somebody wants no more of it, rather than that it failed.
    func cleanUp(_ home: String?, _ connection: PostgresConnection, isCancelled: Bool) async {
        // A task of its own, awaited: a rebuild that was cancelled must still take its tables away, and a cancelled task can't
        // send statements.
        await Task {
            if let home { await drop(home, connection, isCancelled: isCancelled) }
            // The server ends its side when it comes to it; whoever begins right after this mustn't find the locks held.
            _ = try? await connection.execute("SELECT pg_advisory_unlock_all()")
            await connection.close()
        }.value
    }

    private func drop(_ home: String, _ connection: PostgresConnection, isCancelled: Bool) async {
        do {
            if connection.isUsable {
                try await dropAll(home, on: connection)
            } else if isCancelled || !canBeGoneOnWith {
                try await dropAnew(home)
            } else {
                // The database broke down, not what was made: hours of work, it may be.
                logger.notice(
                    "The connection to the database is lost. Run it again, and it goes on from what was written")
            }
        } catch {
            logger.warning(
                "Tables of a rebuild are left: the next one goes on with them, or drops them",
                metadata: [
                    "projections": "\(projections.map(\.name).joined(separator: ", "))",
                    "reason": "\(ProjectionError(any: error))",
                ])
        }
    }

    private var canBeGoneOnWith: Bool {
        if case .replacement(code: .some, keepsOld: _) = purpose { true } else { false }
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
