import Postgres
import Vocabulary

/// A table that is being rebuilt: its rows are held in memory, and written when there are too many of them.
///
/// Tables of one rebuild fold the same batch at the same time, each on its own.
protocol HeldTable: _Concurrency.Actor {
    nonisolated var name: String { get }

    /// What the rows in memory take up, in bytes: an estimate.
    var weight: Int { get }

    /// Folds the facts of these kinds into the rows.
    ///
    /// - Parameter pool: leads to the tables that are being made.
    /// - Throws: `PoisonedFact`, or what the database says.
    func advance(over batch: FactBatch, kinds: KindSet, pool: PostgresPool) async throws

    /// Writes the rows that have changed and that the facts before `position` are in them, all or nothing.
    ///
    /// - Parameter share: the share of the rows that is held further on: those that were touched first last.
    func spill(at position: Position, keeping share: Double, pool: PostgresPool) async throws
}

actor MemoryTable<F: Fold>: HeldTable {
    nonisolated let name: String
    private let table: TableFold<F>
    private let progress: GenerationProgress
    private var cache: StateCache<F>
    /// The next event that the table wants; whether the database's table may have rows that aren't held, and has its key.
    private var position: Position
    private var hasSpilt: Bool

    /// - Parameter stored: up to where an earlier run has written the table; `nil` when it is empty and has no key yet.
    init(_ table: TableFold<F>, progress: GenerationProgress, stored: Position?) {
        name = table.name
        self.table = table
        self.progress = progress
        cache = StateCache(table.fold)
        position = stored ?? .first
        hasSpilt = stored != nil
    }

    var weight: Int { cache.weight }

    func advance(over batch: FactBatch, kinds: KindSet, pool: PostgresPool) async throws {
        guard batch.next > position else { return }
        // As long as nothing was spilt, a row that isn't held isn't there.
        if hasSpilt {
            let wanted = batch.facts.lazy.filter { [position] fact in
                fact.event.position >= position && kinds.contains(fact.event.kind)
            }
            let keys = cache.missingKeys(of: wanted)
            if !keys.isEmpty {
                let table = table
                cache.hold(try await pool.withConnection { try await table.load(keys, on: $0) })
            }
        }
        for (index, fact) in batch.facts.enumerated()
        where fact.event.position >= position && kinds.contains(fact.event.kind) {
            try cache.apply(fact, size: batch.sizes[index])
        }
        position = batch.next
    }

    func spill(at position: Position, keeping share: Double, pool: PostgresPool) async throws {
        let (table, progress, changes, isFirst) = (table, progress, cache.changes, !hasSpilt)
        try await pool.transaction { connection in
            try await table.write(changes, on: connection)
            // The key is made over the rows of the first spill at once; from then on rows are looked up by it.
            if isFirst { try await connection.execute(PostgresQuery(sql: table.sql.makeKey)) }
            try await progress.record(table.name, at: position, on: connection)
        }
        hasSpilt = true
        cache.settle(keeping: Int(Double(cache.count) * share))
    }
}
