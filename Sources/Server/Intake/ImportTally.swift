/// What became of a file's contents.
package struct ImportTally: Sendable, Equatable {
    /// How many things there were.
    package var read = 0
    /// How many events were recorded, or would be.
    package var recorded = 0
    /// How many events were in the ledger already.
    package var present = 0
    /// How many lines say nothing of anybody.
    package var notices = 0
    /// How many things couldn't be read, or are of somebody who was erased.
    package var unreadable = 0

    package init() {}

    package static func += (tally: inout Self, other: Self) {
        tally.read += other.read
        tally.recorded += other.recorded
        tally.present += other.present
        tally.notices += other.notices
        tally.unreadable += other.unreadable
    }
}
