import Postgres
import Vocabulary

/// One batch of following: reads events, folds them, and moves the projection's position, all or nothing.
struct FollowStep: Sendable {
    /// What became of it.
    enum Outcome: Sendable {
        /// The batch was folded; how many events it had.
        case advanced(FactBatch)
        /// There was nothing to fold.
        case idle
        /// Somebody else has moved the position meanwhile.
        case overtaken
        /// The tables are of another version of the code.
        case outdated(Int32)
        /// The projection isn't installed.
        case missing
    }

    let projection: Projection
    let tables: [any FoldedTable]
    let source: FactSource
    let store: ProjectionStore

    init(_ projection: Projection, source: FactSource, store: ProjectionStore) {
        self.projection = projection
        tables = projection.foldedTables
        self.source = source
        self.store = store
    }

    /// Folds at most `limit` events from `position` on.
    ///
    /// The events are read before the row is locked, so that a slow read keeps nobody waiting. The lock decides between several
    /// processes that follow: who finds that the position has moved drops what it has read.
    func run(from position: Position, limit: Int) async throws -> Outcome {
        let batch = try await source.facts(from: position, limit: limit, kinds: projection.kinds)
        guard batch.events > 0 else { return .idle }
        return try await store.pool.transaction { connection in
            guard let state = try await ProjectionState.find(projection.name, locked: true, on: connection) else {
                return .missing
            }
            guard state.version == projection.version else { return .outdated(state.version) }
            guard state.position == position else { return .overtaken }
            for table in tables {
                try await table.advance(over: batch.facts, on: connection)
            }
            try await connection.execute(
                """
                UPDATE projections SET position = \(batch.next), failure = NULL, updated_at = now()
                WHERE name = \(projection.name)
                """)
            return .advanced(batch)
        }
    }

    /// Keeps why the projection stopped, where people look for it.
    func record(_ poison: PoisonedFact) async throws {
        try await store.pool.execute(
            """
            UPDATE projections SET failure = \(poison.description), updated_at = now()
            WHERE name = \(projection.name) AND version = \(projection.version) AND position = \(poison.position)
            """)
    }
}
