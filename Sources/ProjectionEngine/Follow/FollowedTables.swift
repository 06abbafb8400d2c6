import Postgres

/// The tables of a projection that is being followed, and whether what is held of them is what the database has.
///
/// It is as long as the projection's row is the one that the last commit here left behind: who else writes the tables — another
/// process that follows, a rebuild — changes that row in the same transaction. To be used by one at a time.
actor FollowedTables {
    private let tables: [any FollowedTable]
    /// The projection's row as of the last commit here.
    private var left: ProjectionState?

    init(_ tables: [any FoldedTable]) {
        self.tables = tables.map { $0.followed() }
    }

    /// Folds a batch into the tables, within a transaction in which the projection's row is locked.
    ///
    /// - Parameter state: that row.
    func advance(over batch: FactBatch, from state: ProjectionState, on connection: PostgresConnection) async throws {
        if state != left {
            for table in tables { await table.forget() }
        }
        // Unless it is told that this was committed, it wasn't.
        left = nil
        for table in tables { try await table.advance(over: batch, on: connection) }
    }

    /// The transaction was committed, and left the projection's row like this.
    func settle(at state: ProjectionState) async {
        for table in tables { await table.settle() }
        left = state
    }
}
