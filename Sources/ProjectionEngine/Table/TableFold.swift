import Postgres
import Vocabulary

/// A fold, and the table in the database that it keeps: loads rows, folds facts into them, writes them back.
struct TableFold<F: Fold>: FoldedTable {
    let fold: F
    let sql: TableSQL
    private let recordTypes = RecordTypes()

    init(_ fold: F) {
        self.fold = fold
        sql = TableSQL(fold)
    }

    var name: String { fold.table }

    func advance(over facts: [RecordedFact], on connection: PostgresConnection) async throws {
        var cache = StateCache(fold)
        let batch = cache.touch(facts)
        guard !batch.new.isEmpty else { return }
        let loaded = try await load(batch.new, on: connection)
        cache.hold(loaded.rows)
        try cache.apply(batch, of: facts)
        try await write(cache.changes, to: loaded.table, on: connection)
    }

    func followed() -> any FollowedTable { RecentRows(self) }

    func held(_ progress: GenerationProgress, stored: Position?, end: Position?) -> any HeldTable {
        MemoryTable(self, progress: progress, stored: stored, end: end)
    }

    /// Rows that were read.
    struct Loaded: Sendable {
        var rows: [(F.Key, F.State)] = []
        /// The object identifier of the table that they lie in; `nil` where there are none.
        var table: Int64?
    }

    /// Reads the rows of these keys, of those that there are.
    func load(_ keys: [F.Key], on connection: PostgresConnection) async throws(PostgresError) -> Loaded {
        guard !keys.isEmpty else { return Loaded() }
        let rows = try await connection.query(F.Key.bind(keys, to: sql.load))
        var loaded = Loaded()
        loaded.rows.reserveCapacity(rows.count)
        for row in rows {
            var reader = RowReader(row)
            loaded.rows.append((try F.Key(from: &reader), try F.State(from: &reader)))
            if loaded.table == nil { loaded.table = try reader.next() }
        }
        return loaded
    }

    /// Writes changes, within a transaction that is open.
    ///
    /// - Parameters:
    ///   - table: the object identifier of the table, where it is known.
    ///   - rest: called after each statement that writes rows, of which it writes some megabytes.
    func write(
        _ changes: TableChanges<F>, to table: Int64? = nil, on connection: PostgresConnection,
        rest: () async throws -> Void = {}
    ) async throws {
        let removed = changes.removed
        if !removed.isEmpty {
            try await connection.execute(F.Key.bind(removed, to: sql.remove))
        }
        for added in changes.added.portions(of: Self.copyCount) {
            try await copy(added, by: sql.add, on: connection)
            try await rest()
        }
        guard !changes.updated.isEmpty else { return }
        let type = try await recordTypes.find(sql.table, table, on: connection)
        var updated = changes.updated.makeIterator()
        while let query = try statement(of: &updated, type) {
            do {
                try await connection.execute(query)
            } catch {
                // Whatever it was: what is known of the table may not be true any more.
                recordTypes.forget()
                throw error
            }
            try await rest()
        }
    }

    private func statement(
        of rows: inout ChangedRows<F>.Iterator, _ type: PostgresRecordType
    ) throws(PostgresError) -> PostgresQuery? {
        var records = PostgresRecords(of: type, columns: sql.columns)
        while records.byteCount < Self.statementSize, let (key, state) = rows.next() {
            try records.add { (row) throws(PostgresError) in
                try key.write(to: &row)
                try state.write(to: &row)
            }
        }
        return records.count == 0 ? nil : records.query(sql.store)
    }

    /// In bytes: about as much as one statement writes.
    private static var statementSize: Int { 4 << 20 }

    /// Rows that one COPY adds at most.
    private static var copyCount: Int { 5000 }

    private func copy(
        _ rows: ChangedRows<F>, by statement: PostgresStatement, on connection: PostgresConnection
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
