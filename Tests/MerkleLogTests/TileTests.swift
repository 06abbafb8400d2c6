import Cryptography
import MerkleLog
import Testing

struct TileTests {
    @Test func `bytes are the hashes one after the other, and are read back`() throws {
        let leaves = Array(ReferenceTree(count: 256).leaves)
        let tile = try Tile(coordinate: TileCoordinate(level: 0, index: 3), hashes: leaves)
        #expect(tile.bytes.count == 8192)
        #expect(Array(tile.bytes[32..<64]) == leaves[1].bytes)
        #expect(try Tile(coordinate: tile.coordinate, bytes: tile.bytes) == tile)
    }

    @Test(arguments: [(1, 0), (1, 2), (256, 255), (256, 257), (17, 16)])
    func `another number of hashes than the width is refused`(width: Int, count: Int) {
        let coordinate = TileCoordinate(level: 0, index: 0, width: width)
        expectError(.malformedTile) {
            try Tile(coordinate: coordinate, hashes: [Hash256](repeating: .zero, count: count))
        }
        expectError(.malformedTile) {
            try Tile(coordinate: coordinate, bytes: [UInt8](repeating: 0, count: 32 * count))
        }
        expectError(.malformedTile) {
            try Tile(coordinate: coordinate, bytes: [UInt8](repeating: 0, count: 32 * width + 1))
        }
    }

    @Test(arguments: [1, 2, 3, 100, 255, 256])
    func `its nodes are those of the recursive definition, and no others`(width: Int) throws {
        var tree = ReferenceTree(count: width)
        let tile = try Tile(coordinate: TileCoordinate(level: 0, index: 0, width: width), hashes: tree.leaves)
        for level in 0...8 {
            for index in 0..<(width >> level) {
                #expect(
                    tile.node(level: level, index: index)
                        == tree.node(NodeCoordinate(level: level, index: Int64(index))))
            }
            #expect(tile.node(level: level, index: width >> level) == nil)
            #expect(tile.node(level: level, index: -1) == nil)
        }
        #expect(tile.node(level: 9, index: 0) == nil)
        #expect(tile.node(level: -1, index: 0) == nil)
        #expect(tile.root == tree.root(width))
    }

    @Test func `a position in another tile isn't answered`() throws {
        let tile = try Tile(
            coordinate: TileCoordinate(level: 0, index: 1, width: 4), hashes: ReferenceTree(count: 4).leaves)
        func node(_ level: Int, _ index: Int64, _ size: Int64) throws -> Hash256? {
            tile.node(at: try #require(NodeCoordinate(level: level, index: index).position(inSize: size)))
        }
        #expect(try node(0, 256, 260) == tile.hashes[0])
        #expect(try node(1, 129, 1000) == MerkleTree.nodeHash(tile.hashes[2], tile.hashes[3]))
        #expect(try node(0, 260, 1000) == nil)
        #expect(try node(0, 0, 260) == nil)
        #expect(try node(8, 1, 1000) == nil)
    }

    @Test(
        arguments: [
            (0, 0, 1, 0, 0, 1, 0, 0), (0, 299, 300, 0, 1, 44, 0, 43), (7, 1, 256, 0, 0, 256, 7, 1),
            (8, 0, 256, 1, 0, 1, 0, 0), (8, 272, 70_000, 1, 1, 17, 0, 16), (9, 135, 70_000, 1, 1, 17, 1, 7),
            (16, 0, 70_000, 2, 0, 1, 0, 0), (62, 0, .max, 7, 0, 127, 6, 0),
        ] as [(Int, Int64, Int64, Int, Int64, Int, Int, Int)])
    func `a node lies where tiles of eight levels put it`(
        level: Int, index: Int64, size: Int64, tileLevel: Int, tileIndex: Int64, width: Int, height: Int, place: Int
    ) throws {
        let position = try #require(NodeCoordinate(level: level, index: index).position(inSize: size))
        #expect(position.tile == TileCoordinate(level: tileLevel, index: tileIndex, width: width))
        #expect(position.level == height)
        #expect(position.index == place)
    }

    @Test(
        arguments: [(0, 0, 0), (0, 5, 5), (1, 2, 5), (3, 0, 7), (0, -1, 5), (-1, 0, 5), (64, 0, .max), (0, 0, -1)]
            as [(Int, Int64, Int64)])
    func `a node that the log doesn't have lies nowhere`(level: Int, index: Int64, size: Int64) {
        #expect(NodeCoordinate(level: level, index: index).position(inSize: size) == nil)
    }
}
