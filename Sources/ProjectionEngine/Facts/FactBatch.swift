package import Vocabulary

/// A run of the ledger, read as facts.
package struct FactBatch: Sendable {
    /// The facts of the kinds that were asked for, in order. Events of erased subjects aren't among them.
    package var facts: [RecordedFact]
    /// For each fact, how many bytes its event's body has.
    package var sizes: [Int]
    /// The position after the last event that was read.
    package var next: Position
    /// How many events were read, those that gave no fact included.
    package var events: Int
    /// Whether it ended early, at the bound of its bytes.
    package var isCut = false
    /// Events whose bodies can't be read. They are among the facts, as `.other`.
    package var unreadable: [Position]
}
