import Cryptography
import MerkleLog
import Testing

@testable import Ledger

struct TreeGrowthTests {
    @Test func `it fills the tiles that a log of that size has, up to the third level`() {
        let size: Int64 = 65_536 + 300
        var growth = TreeGrowth()
        var range = CompactRange()
        var tiles: [TileCoordinate: Hash256] = [:]
        for number in 0..<size {
            let leaf = SHA256.hash(withUnsafeBytes(of: number.bigEndian, Array.init))
            range.append(leaf)
            for tile in growth.append(leaf) { tiles[tile.coordinate] = tile.root }
        }
        #expect(growth.range == range)
        #expect(Set(tiles.keys) == Set(TileCoordinate.tiles(newlyFullFrom: 0, to: size)))
        #expect(growth.partial.map(\.count) == [44, 1, 1])
        #expect(tiles[TileCoordinate(level: 1, index: 0)] == growth.partial[2][0])
        // The tree of 65,536 leaves is one full tile of the second level.
        #expect(range.hashes.first == tiles[TileCoordinate(level: 1, index: 0)])
    }
}
