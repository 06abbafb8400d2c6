import Cryptography
import MerkleLog

/// The tiles above the leaves', growing by the roots of full tiles below: of each level, the hashes since the last full tile.
struct TileStack: Sendable {
    /// From tile level 1 up: the hashes of the tile that isn't full yet, and the index of that tile.
    private var partial: [(hashes: [Hash256], index: Int64)] = []

    init() {}

    /// Goes on where a tree has these hashes in the tiles that aren't full, from tile level 1 up, and `size` leaves.
    init(partial hashes: [[Hash256]], size: Int64) {
        for (above, hashes) in hashes.enumerated() {
            partial.append((hashes, size >> (TileCoordinate.height * (above + 2))))
        }
    }

    /// Adds the root of the next tile of leaves, and returns the tiles that it fills.
    mutating func append(_ root: Hash256) -> [Tile] {
        var filled: [Tile] = []
        var hash = root
        var level = 1
        while true {
            if level > partial.count { partial.append(([], 0)) }
            partial[level - 1].hashes.append(hash)
            let (hashes, index) = partial[level - 1]
            // Full tiles have as many hashes as their coordinates say; others wait.
            guard hashes.count == TileCoordinate.fullWidth,
                let tile = try? Tile(coordinate: TileCoordinate(level: level, index: index), hashes: hashes)
            else { return filled }
            filled.append(tile)
            partial[level - 1] = ([], index + 1)
            hash = tile.root
            level += 1
        }
    }
}
