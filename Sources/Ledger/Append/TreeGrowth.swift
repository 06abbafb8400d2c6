import Cryptography
import MerkleLog

/// The growing edge of the tree: its compact range, and of each level the hashes since the last full tile.
struct TreeGrowth: Sendable {
    private(set) var range: CompactRange
    /// By tile level: the hashes of the tile that isn't full yet.
    private(set) var partial: [[Hash256]]

    /// The empty tree.
    init() {
        range = CompactRange()
        partial = []
    }

    /// A tree of some size, whose partial tiles were read back.
    init(range: CompactRange, partial: [[Hash256]]) {
        self.range = range
        self.partial = partial
    }

    /// Adds a leaf hash, and returns the tiles that it fills, lowest level first.
    mutating func append(_ leaf: Hash256) -> [Tile] {
        range.append(leaf)
        var filled: [Tile] = []
        var hash = leaf
        var level = 0
        while true {
            if level == partial.count { partial.append([]) }
            partial[level].append(hash)
            guard partial[level].count == TileCoordinate.fullWidth else { return filled }
            let index = (range.size >> (TileCoordinate.height * (level + 1))) - 1
            // A full tile always has as many hashes as its coordinate says.
            guard let tile = try? Tile(coordinate: TileCoordinate(level: level, index: index), hashes: partial[level])
            else { return filled }
            filled.append(tile)
            partial[level].removeAll(keepingCapacity: true)
            hash = tile.root
            level += 1
        }
    }
}
