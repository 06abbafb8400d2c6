import Postgres
import Vocabulary

/// A table of a projection, whatever its keys and rows are.
protocol FoldedTable: Sendable {
    var name: String { get }
    var sql: TableSQL { get }

    /// Folds facts into the rows they touch: loads them, and writes back what has changed, within a transaction that is open.
    ///
    /// - Throws: `PoisonedFact`, or what the database says.
    func advance(over facts: [RecordedFact], on connection: PostgresConnection) async throws

    /// The same table with the rows that were touched last in memory, for following.
    func followed() -> any FollowedTable

    /// The same table with its rows in memory, for a rebuild.
    ///
    /// - Parameters:
    ///   - stored: up to where an earlier run has written it; `nil` when it is empty and has no key yet.
    ///   - end: the first event that isn't folded any more.
    func held(_ progress: GenerationProgress, stored: Position?, end: Position?) -> any HeldTable
}

extension Projection {
    /// One for each fold.
    var foldedTables: [any FoldedTable] {
        func table(_ fold: some Fold) -> any FoldedTable { TableFold(fold) }
        return folds.map { table($0) }
    }
}
