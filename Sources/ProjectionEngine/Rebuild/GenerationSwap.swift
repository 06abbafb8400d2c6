import Postgres
import Vocabulary

/// Puts generations in the place of the live ones, all of them in one short transaction.
///
/// Followers wait for the rows of the projections meanwhile, and readers for as long as it takes to rename the tables.
struct GenerationSwap: Sendable {
    let load: GenerationLoad
    /// What the tables of each of the load's projections held, as of the first `digestPosition` events: what is recorded of the swap.
    let digests: [[TableDigest]]
    let digestPosition: Position

    /// - Parameter start: the next event that the tables want.
    /// - Returns: the same, when they were swapped in.
    /// - Throws: `.busy` when readers hold on to the old tables for too long, `.erased`.
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
        let names = load.parts.map(\.projection.name).joined(separator: ", ")
        throw ProjectionError(
            .busy, "Reads held on to the old tables of \(names) all the time. Try again when it is calmer.")
    }

    /// The live tables have seen events that can't be read here yet.
    private struct Lagging: Error {}

    private func attempt(from start: Position, on connection: PostgresConnection) async throws -> Position {
        try await connection.transaction { connection in
            // In the order of their names, as everybody who wants several.
            let parts = zip(load.parts, digests).sorted { $0.0.projection.name < $1.0.projection.name }
            var latest = start
            for (part, _) in parts { latest = max(latest, try await lock(part.projection, on: connection)) }
            let position = try await catchUp(from: start, on: connection)
            guard position >= latest else { throw Lagging() }
            let milliseconds = Int64(load.limits.lockWait / .milliseconds(1))
            try await connection.execute("SET LOCAL lock_timeout TO \(unsafe: String(milliseconds))")
            for (part, digests) in parts {
                try await exchange(part, at: position, on: connection)
                try await receipt(of: part, digests, at: position).leave(on: connection)
            }
            // Last, so that little time is left for somebody to be erased before the commit.
            let erasures = try await ErasureCount.read(on: connection)
            guard parts.allSatisfy({ $0.0.erasures == erasures }) else {
                throw ProjectionError(
                    .erased,
                    "Somebody was erased while the tables were made, so they may hold what must be gone. They are dropped. Run it again."
                )
            }
            return position
        }
    }

    /// Keeps followers from going on.
    ///
    /// - Returns: the next event that the live tables want.
    private func lock(_ projection: Projection, on connection: PostgresConnection) async throws -> Position {
        try await connection.execute(
            """
            INSERT INTO projections (name, version) VALUES (\(projection.name), \(projection.version))
            ON CONFLICT (name) DO NOTHING
            """)
        guard let live = try await ProjectionState.find(projection.name, locked: true, on: connection) else {
            throw ProjectionError.unknown(projection.name)
        }
        return live.position
    }

    private func catchUp(from start: Position, on connection: PostgresConnection) async throws -> Position {
        var position = start
        while true {
            let batch = try await load.fold(from: position, before: nil, on: connection)
            position = batch.next
            if batch.events < load.limits.batch { return position }
        }
    }

    private func receipt(of part: RebuildPart, _ digests: [TableDigest], at position: Position) -> ProjectionSwap {
        ProjectionSwap(
            projection: part.projection.name, version: part.projection.version, generation: part.number,
            position: position, treeSize: digestPosition.rawValue, tables: digests)
    }

    private func exchange(
        _ part: RebuildPart, at position: Position, on connection: PostgresConnection
    ) async throws {
        let (generation, projection) = (part.generation, part.projection)
        try await connection.execute("CREATE SCHEMA \(identifier: generation.attic)")
        let old = try await generation.liveTables(on: connection)
        for table in old {
            try await connection.execute(
                "LOCK TABLE \(identifier: generation.home).\(identifier: table) IN ACCESS EXCLUSIVE MODE")
        }
        try await generation.moveOut(old, on: connection)
        try await generation.moveIn(on: connection)
        try await connection.execute(
            """
            UPDATE projections SET version = \(projection.version), position = \(position), generation = \(part.number),
              failure = NULL, updated_at = now()
            WHERE name = \(projection.name)
            """)
    }
}
