import Cryptography
import MerkleLog
import Vocabulary

/// What the check of a range of events comes to: all that the whole needs of it, and no more.
struct RangeResult: Sendable {
    /// The positions, the first of which begins a tile.
    var range: Range<Int64>
    /// How many rows there are.
    var events: Int64 = 0
    /// How many tiles and checkpoints were compared.
    var tiles = 0
    var checkpoints = 0
    /// Runs of positions that have no row.
    var missing: [Range<Int64>] = []
    var findings = FindingList()
    /// The roots of the tiles of leaves that the range fills.
    var tileRoots: [Hash256] = []
    /// The leaves after those tiles.
    var tail: [Hash256] = []
    /// What was published about the tree of some size that ends in this range, smallest first.
    var published: [PublishedRoot] = []
    /// When the first event that is as it was written was recorded, and the latest.
    var firstTime: Timestamp?
    var latestTime: Timestamp?
    /// When the very last event was recorded, if that is as it was written.
    var lastTime: Timestamp?
    /// The ids of its events.
    var ids = KeyedTally()

    /// Whether the range has no events at all.
    var isHole: Bool { events == 0 }
}

/// A published root of the tree of some size, and what the events of the range make of its last tile.
struct PublishedRoot: Sendable {
    var checkpoint: Checkpoint
    /// How many full tiles of the range the tree holds.
    var tiles: Int
    /// The roots of the complete subtrees that follow those.
    var edge: [Hash256]
}
