import Cryptography
import MerkleLog

/// A log kept as tiles only, as C2SP tlog-tiles defines them: each hash is that of its run of 256^level leaves.
struct TiledLog {
    let size: Int64
    private(set) var tiles: [TileCoordinate: Tile] = [:]

    init(leaves: [Hash256]) throws {
        size = Int64(leaves.count)
        var hashes = leaves
        var level = 0
        while !hashes.isEmpty {
            var above: [Hash256] = []
            for start in stride(from: 0, to: hashes.count, by: 256) {
                let run = Array(hashes[start..<min(start + 256, hashes.count)])
                let coordinate = TileCoordinate(level: level, index: Int64(start / 256), width: run.count)
                let tile = try Tile(coordinate: coordinate, hashes: run)
                tiles[coordinate] = tile
                if coordinate.isFull { above.append(tile.root) }
            }
            hashes = above
            level += 1
        }
    }

    /// The root of a complete subtree, from the tile that its coordinate names.
    func node(_ node: NodeCoordinate) throws -> Hash256 {
        guard let position = node.position(inSize: size), let hash = tiles[position.tile]?.node(at: position) else {
            throw MerkleLogError(.malformedTile, "no tile has \(node)")
        }
        return hash
    }
}
