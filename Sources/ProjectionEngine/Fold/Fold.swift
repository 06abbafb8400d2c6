package import Postgres
package import Vocabulary

/// One keyed table of a projection, and how facts change it: pure, without a clock, without I/O, and the same every time.
///
/// What a fact does to a row depends on that row and the fact alone. This is what lets rows be loaded and written back batch by
/// batch when following, and be held in memory when rebuilding, with the same result.
package protocol Fold<Key, State>: Sendable {
    associatedtype Key: TableKey
    /// The columns of a row that aren't its key.
    associatedtype State: RowPart & Equatable

    /// The table that holds a row for each key.
    var table: String { get }

    /// The keys whose rows the fact may change, each once. Most facts have one, or none.
    func keys(of fact: RecordedFact) -> [Key]

    /// The row of `key` after `fact`.
    ///
    /// - Parameters:
    ///   - state: the row before; `nil` when there was none.
    /// - Returns: `nil` when there is no row any more.
    /// - Throws: when the fact can't be folded. It stops the projection at this event until code that can is running.
    func fold(_ state: State?, key: Key, fact: RecordedFact) throws -> State?

    /// Folds facts into rows that are held: those from a position to before another, of these kinds.
    ///
    /// Nobody implements it: it is asked for here so that the compiler makes it anew for each fold's own types.
    func apply(
        _ batch: FactBatch, in range: Range<Position>, kinds: KindSet, to rows: inout StateCache<Self>
    ) throws(PoisonedFact)

    /// Writes the rows that have changed: those that the table has, or those that it doesn't have yet.
    ///
    /// Nobody implements it, as of `apply`.
    func write(
        _ rows: [StateEntry<Self>], isStored: Bool, to writer: inout PostgresCopyWriter
    ) throws(PostgresError)
}

extension Fold {
    @inlinable
    package func write(
        _ rows: [StateEntry<Self>], isStored: Bool, to writer: inout PostgresCopyWriter
    ) throws(PostgresError) {
        for row in rows where row.isChanged && row.isStored == isStored {
            guard let state = row.state else { continue }
            try writer.beginRow()
            try row.key.write(to: &writer)
            try state.write(to: &writer)
        }
    }

    @inlinable
    package func apply(
        _ batch: FactBatch, in range: Range<Position>, kinds: KindSet, to rows: inout StateCache<Self>
    ) throws(PoisonedFact) {
        for index in batch.facts.indices {
            let event = batch.facts[index].event
            guard range.contains(event.position), kinds.contains(event.kind) else { continue }
            try rows.apply(batch.facts[index], size: batch.sizes[index])
        }
    }

    /// All columns that the fold writes: those of the key first.
    package var columns: [String] { Key.columns + State.columns }
}
