import Postgres
import Vocabulary

/// A table that is being rebuilt: its rows are held in memory, and written when there are too many of them.
///
/// Belongs to the one task that rebuilds.
protocol HeldTable: AnyObject {
    /// How many rows are in memory.
    var count: Int { get }

    /// Folds facts into the rows.
    ///
    /// - Throws: `PoisonedFact`, or what the database says.
    func advance(over facts: [RecordedFact], on connection: PostgresConnection) async throws

    /// Writes the rows that have changed, and holds none any more.
    func spill(on connection: PostgresConnection) async throws
}

final class MemoryTable<F: Fold>: HeldTable {
    private let table: TableFold<F>
    private var cache: StateCache<F>
    /// Whether the database's table has rows that aren't held.
    private var hasSpilt = false

    init(_ table: TableFold<F>) {
        self.table = table
        cache = StateCache(table.fold)
    }

    var count: Int { cache.count }

    func advance(over facts: [RecordedFact], on connection: PostgresConnection) async throws {
        // As long as nothing was spilt, a row that isn't held isn't there.
        if hasSpilt {
            cache.hold(try await table.load(cache.missingKeys(of: facts), on: connection))
        }
        try cache.apply(facts)
    }

    func spill(on connection: PostgresConnection) async throws {
        let (table, changes, isFirst) = (table, cache.changes, !hasSpilt)
        cache.removeAll()
        try await connection.transaction { connection in
            try await table.write(changes, on: connection)
            // The key is made over the rows of the first spill at once; from then on rows are looked up by it.
            if isFirst {
                try await connection.execute(PostgresQuery(sql: table.sql.makeKey))
            }
        }
        hasSpilt = true
    }
}
