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

    /// Makes the row of `key` what it is after `fact`: where it lies, as lists and dictionaries in it would otherwise be copied for
    /// each fact.
    ///
    /// - Parameters:
    ///   - state: the row before; `nil` when there was none, and to be `nil` when there is none any more.
    /// - Throws: when the fact can't be folded. It stops the projection at this event until code that can is running; nobody looks
    ///   at the row again.
    func fold(_ state: inout State?, key: Key, fact: RecordedFact) throws
}

extension Fold {
    /// All columns that the fold writes: those of the key first.
    package var columns: [String] { Key.columns + State.columns }
}
