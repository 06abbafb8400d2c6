import Postgres
import Vocabulary

/// A table that is being followed: rows that were touched lately stay in memory, so that they needn't be read for every batch.
protocol FollowedTable: _Concurrency.Actor {
    /// Folds facts into the rows they touch, and writes back what has changed, within a transaction that is open.
    ///
    /// - Throws: `PoisonedFact`, or what the database says. What is held isn't what the table has then: it is to be forgotten.
    func advance(over batch: FactBatch, on connection: PostgresConnection) async throws

    /// The transaction was committed: the table has what is held.
    func settle()

    /// Holds nothing any more: somebody else may have written the table, or what was written here was rolled back.
    func forget()
}

actor RecentRows<F: Fold>: FollowedTable {
    private let table: TableFold<F>
    private let bound: Int
    private var cache: StateCache<F>
    /// The object identifier of the table, once a row of it was read.
    private var identifier: Int64?

    /// - Parameter bound: what the rows may take up in memory from one batch to the next, in bytes.
    init(_ table: TableFold<F>, bound: Int = 2 << 20) {
        self.table = table
        self.bound = bound
        cache = StateCache(table.fold)
    }

    func advance(over batch: FactBatch, on connection: PostgresConnection) async throws {
        let touched = cache.touch(batch.facts)
        let loaded = try await table.load(touched.new, on: connection)
        cache.hold(loaded.rows)
        identifier = loaded.table ?? identifier
        try cache.apply(touched, of: batch.facts, sizes: batch.sizes)
        try await table.write(cache.changes, to: identifier, on: connection)
    }

    func settle() {
        cache.settle(keeping: cache.weight > bound ? 0.5 : 1)
    }

    func forget() {
        cache = StateCache(table.fold)
        identifier = nil
    }
}
