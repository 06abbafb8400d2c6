import Postgres
import Vocabulary

/// Puts a generation in the place of the live one, in one short transaction.
///
/// Followers wait for the row of the projection meanwhile, and readers for as long as it takes to rename the tables.
struct GenerationSwap: Sendable {
    let generation: Generation
    let load: GenerationLoad
    let number: Int32

    /// - Parameter start: the next event that the tables want.
    /// - Returns: the same, when they were swapped in.
    /// - Throws: `.busy` when readers hold on to the old tables for too long.
    func run(from start: Position, on connection: PostgresConnection) async throws -> Position {
        var pause = Duration.milliseconds(20)
        for _ in 0..<load.limits.swapAttempts {
            do {
                return try await attempt(from: start, on: connection)
            } catch let error as PostgresError where error.sqlState == "55P03" || error.isSerializationFailure {
                // Whoever waits behind our lock must get through before we queue again.
            } catch is Lagging {
                // The events that the live tables have seen come from the primary; a replica will have them soon.
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
        }
        throw ProjectionError(
            .busy,
            "Reads held on to the old tables of \(generation.projection.name) all the time. Try again when it is calmer."
        )
    }

    /// The live tables have seen events that can't be read here yet.
    private struct Lagging: Error {}

    private func attempt(from start: Position, on connection: PostgresConnection) async throws -> Position {
        let projection = generation.projection
        return try await connection.transaction { connection in
            try await connection.execute(
                """
                INSERT INTO projections (name, version) VALUES (\(projection.name), \(projection.version))
                ON CONFLICT (name) DO NOTHING
                """)
            guard let live = try await ProjectionState.find(projection.name, locked: true, on: connection) else {
                throw ProjectionError.unknown(projection.name)
            }
            let position = try await catchUp(from: start, on: connection)
            guard position >= live.position else { throw Lagging() }
            try await exchange(on: connection)
            try await connection.execute(
                """
                UPDATE projections SET version = \(projection.version), position = \(position), generation = \(number),
                  failure = NULL, updated_at = now()
                WHERE name = \(projection.name)
                """)
            return position
        }
    }

    private func catchUp(from start: Position, on connection: PostgresConnection) async throws -> Position {
        var position = start
        while true {
            let batch = try await load.fold(from: position, limit: load.limits.batch, on: connection)
            position = batch.next
            if batch.events < load.limits.batch { return position }
        }
    }

    private func exchange(on connection: PostgresConnection) async throws {
        let milliseconds = Int64(load.limits.lockWait / .milliseconds(1))
        try await connection.execute("SET LOCAL lock_timeout TO \(unsafe: String(milliseconds))")
        try await connection.execute("CREATE SCHEMA \(identifier: generation.attic)")
        let old = try await generation.liveTables(on: connection)
        for table in old {
            try await connection.execute(
                "LOCK TABLE \(identifier: generation.home).\(identifier: table) IN ACCESS EXCLUSIVE MODE")
        }
        try await generation.moveOut(old, on: connection)
        try await generation.moveIn(on: connection)
    }
}
