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
    /// - Parameters:
    ///   - share: the share of the rows that is held further on: those that were touched last.
    ///   - courtesy: asked for a rest after each statement; `nil` for none.
    func spill(
        at position: Position, keeping share: Double, pool: PostgresPool, courtesy: Courtesy?
    ) async throws
}

actor MemoryTable<F: Fold>: HeldTable {
    nonisolated let name: String
    private let table: TableFold<F>
    private let progress: GenerationProgress
    private var cache: StateCache<F>
    /// The next event that the table wants.
    private var position: Position
    /// The first that it doesn't want any more.
    private let end: Position
    /// Whether the database's table may have rows that aren't held, and has its key.
    private var hasSpilt: Bool
    /// The rows that it has and that aren't held; `nil` where an earlier run has written some, and any may be there.
    private var spilt: KeyFilter?

    /// - Parameters:
    ///   - stored: up to where an earlier run has written the table; `nil` when it is empty and has no key yet.
    ///   - end: the first event that isn't folded any more.
    init(_ table: TableFold<F>, progress: GenerationProgress, stored: Position?, end: Position?) {
        name = table.name
        self.table = table
        self.progress = progress
        cache = StateCache(table.fold)
        position = stored ?? .first
        self.end = end ?? Position(.max)
        hasSpilt = stored != nil
        spilt = hasSpilt ? nil : KeyFilter()
    }

    var weight: Int { cache.weight }

    func advance(over batch: FactBatch, kinds: KindSet, pool: PostgresPool) async throws {
        let wanted = position..<max(position, end)
        guard batch.next > position, !wanted.isEmpty else { return }
        let touched = cache.touch(batch.facts, kinds: kinds, in: wanted)
        // As long as nothing was spilt, a row that isn't held isn't there.
        let keys = hasSpilt ? touched.new.filter { spilt?.mayHold($0.hashValue) ?? true } : []
        if !keys.isEmpty {
            let table = table
            cache.hold(try await pool.withConnection { try await table.load(keys, on: $0).rows })
        }
        try cache.apply(touched, of: batch.facts, sizes: batch.sizes)
        position = batch.next
    }

    func spill(
        at position: Position, keeping share: Double, pool: PostgresPool, courtesy: Courtesy?
    ) async throws {
        let (table, progress, changes, isFirst) = (table, progress, cache.changes, !hasSpilt)
        // One that an earlier run had written further than others doesn't go back.
        let reached = max(self.position, min(position, end))
        try await pool.transaction { connection in
            var began = ContinuousClock.now
            try await table.write(changes, on: connection) {
                try await courtesy?.rest(after: began.duration(to: .now))
                began = .now
            }
            // The key is made over the rows of the first spill at once; from then on rows are looked up by it.
            if isFirst { try await connection.execute(PostgresQuery(sql: table.sql.makeKey)) }
            try await progress.record(table.name, at: reached, on: connection)
        }
        hasSpilt = true
        cache.settle(keeping: share) { key in spilt?.insert(key.hashValue) }
    }
}
