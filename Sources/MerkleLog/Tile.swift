package import Cryptography

/// A tile of a log (C2SP tlog-tiles) with its hashes.
package struct Tile: Hashable, Sendable {
    /// Which tile it is.
    package let coordinate: TileCoordinate

    /// As many hashes as the coordinate says, in order.
    package let hashes: [Hash256]

    /// A tile from its hashes.
    ///
    /// - Throws: `malformedTile` unless there are as many as the coordinate says.
    package init(coordinate: TileCoordinate, hashes: [Hash256]) throws(MerkleLogError) {
        guard hashes.count == coordinate.width else {
            throw MerkleLogError(
                .malformedTile, "\(coordinate.path) has \(coordinate.width) hashes, not \(hashes.count).")
        }
        self.coordinate = coordinate
        self.hashes = hashes
    }

    /// A tile from its hashes one after the other, 32 bytes each.
    ///
    /// - Throws: `malformedTile` unless there are as many as the coordinate says.
    package init(coordinate: TileCoordinate, bytes: [UInt8]) throws(MerkleLogError) {
        guard let hashes = [Hash256](concatenated: bytes) else {
            throw MerkleLogError(
                .malformedTile, "\(coordinate.path) is \(bytes.count) bytes, which isn't a multiple of 32.")
        }
        try self.init(coordinate: coordinate, hashes: hashes)
    }

    /// The hashes one after the other, 32 bytes each: the tile as it is served and stored.
    package var bytes: [UInt8] {
        hashes.concatenated
    }

    /// The hash of everything in the tile; of a full tile that is its hash in the tile one level up.
    package var root: Hash256 {
        MerkleTree.root(of: hashes)
    }

    /// The root of the complete subtree of 2^level hashes of this tile (level 0…8) at a place among those of its level.
    ///
    /// `nil` where the tile doesn't hold all of the subtree.
    package func node(level: Int, index: Int) -> Hash256? {
        guard (0...TileCoordinate.height).contains(level), index >= 0, index < hashes.count >> level else { return nil }
        return MerkleTree.root(of: hashes[(index << level)..<((index + 1) << level)])
    }

    /// The node at a position in this very tile, or in a narrower form of it; `nil` where it isn't in here.
    package func node(at position: TilePosition) -> Hash256? {
        guard position.tile.level == coordinate.level, position.tile.index == coordinate.index else { return nil }
        return node(level: position.level, index: position.index)
    }
}
