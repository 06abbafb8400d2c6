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
        /// What was read isn't in the ledger any more: the database has gone back, by a failover or a restore.
        case strayed
    }

    let projection: Projection
    private let tables: FollowedTables
    let tail: FactTail
    let store: ProjectionStore

    init(_ projection: Projection, tail: FactTail, store: ProjectionStore) {
        self.projection = projection
        tables = FollowedTables(projection.foldedTables)
        self.tail = tail
        self.store = store
    }

    /// Folds at most `limit` events from `position` on.
    ///
    /// The events are read before the row is locked, so that a slow read keeps nobody waiting. The lock decides between several
    /// processes that follow: who finds that the position has moved drops what it has read.
    func run(from position: Position, limit: Int) async throws -> Outcome {
        let batch = try await tail.facts(from: position, limit: limit, kinds: projection.kinds)
        guard batch.events > 0 else { return .idle }
        let (outcome, state) = try await store.pool.transaction { connection -> (Outcome, ProjectionState?) in
            guard let state = try await ProjectionState.find(projection.name, locked: true, on: connection) else {
                return (.missing, nil)
            }
            guard state.version == projection.version else { return (.outdated(state.version), nil) }
            guard state.position == position else { return (.overtaken, nil) }
            guard try await stands(batch.facts.last?.event, on: connection) else { return (.strayed, nil) }
            try await tables.advance(over: batch, from: state, on: connection)
            return (.advanced(batch), try await state.moved(to: batch.next, on: connection))
        }
        if let state { await tables.settle(at: state) }
        return outcome
    }

    /// Whether an event that was read stands in the ledger that is written to now.
    private func stands(_ event: EventHeader?, on connection: PostgresConnection) async throws -> Bool {
        guard let event else { return true }
        let rows = try await connection.query("SELECT id FROM events WHERE position = \(event.position)")
        return try rows.decode(column: 0, as: EventID.self) == [event.id]
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
