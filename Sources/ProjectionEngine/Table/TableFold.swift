import Postgres
import Vocabulary

/// A fold, and the table in the database that it keeps: loads rows, folds facts into them, writes them back.
struct TableFold<F: Fold>: FoldedTable {
    let fold: F
    let sql: TableSQL

    init(_ fold: F) {
        self.fold = fold
        sql = TableSQL(fold)
    }

    var name: String { fold.table }

    func advance(over facts: [RecordedFact], on connection: PostgresConnection) async throws {
        var cache = StateCache(fold)
        let keys = cache.missingKeys(of: facts)
        guard !keys.isEmpty else { return }
        cache.hold(try await load(keys, on: connection))
        try cache.apply(facts)
        try await write(cache.changes, on: connection)
    }

    func held(_ progress: GenerationProgress, stored: Position?, end: Position?) -> any HeldTable {
        MemoryTable(self, progress: progress, stored: stored, end: end)
    }

    /// Reads the rows of these keys, of those that there are.
    func load(_ keys: [F.Key], on connection: PostgresConnection) async throws(PostgresError) -> [(F.Key, F.State)] {
        guard !keys.isEmpty else { return [] }
        let rows = try await connection.query(F.Key.bind(keys, to: sql.load))
        var loaded: [(F.Key, F.State)] = []
        loaded.reserveCapacity(rows.count)
        for row in rows {
            var reader = RowReader(row)
            loaded.append((try F.Key(from: &reader), try F.State(from: &reader)))
        }
        return loaded
    }

    /// Writes changes, within a transaction that is open.
    func write(_ changes: TableChanges<F>, on connection: PostgresConnection) async throws {
        let removed = changes.removed
        if !removed.isEmpty {
            try await connection.execute(F.Key.bind(removed, to: sql.remove))
        }
        if !changes.added.isEmpty {
            try await copy(changes.added, by: sql.add, on: connection)
        }
        if !changes.updated.isEmpty {
            try await connection.execute(PostgresQuery(sql.makeUpdates))
            try await copy(changes.updated, by: sql.copyUpdates, on: connection)
            try await connection.execute(PostgresQuery(sql.applyUpdates))
        }
    }

    private func copy(
        _ rows: some Collection<(F.Key, F.State)> & Sendable, by statement: PostgresStatement,
        on connection: PostgresConnection
    ) async throws {
        try await connection.copyIn(PostgresQuery(statement)) { writer in
            for (key, state) in rows {
                try writer.beginRow()
                try key.write(to: &writer)
                try state.write(to: &writer)
            }
        }
    }
}
