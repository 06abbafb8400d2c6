import MerkleLog
import TestSupport
import Testing

struct TileCoordinateTests {
    /// C2SP tlog-tiles: "273 full level 0 tiles, one partial level 0 tile of width 112, one full level 1 tile, one
    /// partial level 1 tile of width 17, and one partial level 2 tile of width 1".
    @Test func `a log of 70,000 leaves has the tiles that the specification counts`() {
        let full = TileCoordinate.tiles(newlyFullFrom: 0, to: 70_000)
        #expect(full.filter { $0.level == 0 }.map(\.index) == Array(0..<273))
        #expect(full.filter { $0.level == 1 }.map(\.index) == [0])
        #expect(full.count == 274)
        #expect(
            TileCoordinate.partialTiles(ofSize: 70_000) == [
                TileCoordinate(level: 0, index: 273, width: 112),
                TileCoordinate(level: 1, index: 1, width: 17),
                TileCoordinate(level: 2, index: 0, width: 1),
            ])
    }

    @Test(
        arguments: [
            (0, []), (1, [(0, 0, 1)]), (255, [(0, 0, 255)]), (256, [(1, 0, 1)]), (257, [(0, 1, 1), (1, 0, 1)]),
            (65_536, [(2, 0, 1)]),
        ] as [(Int64, [(Int, Int64, Int)])])
    func `the partial tiles are those of the right edge`(size: Int64, tiles: [(Int, Int64, Int)]) {
        let expected = tiles.map { TileCoordinate(level: $0.0, index: $0.1, width: $0.2) }
        #expect(TileCoordinate.partialTiles(ofSize: size) == expected)
    }

    @Test(
        arguments: [
            (0, 0, []), (0, 255, []), (0, 256, [(0, 0)]), (255, 256, [(0, 0)]), (256, 257, []), (256, 511, []),
            (200, 800, [(0, 0), (0, 1), (0, 2)]), (65_535, 65_536, [(0, 255), (1, 0)]), (10, 5, []), (-1, 256, []),
        ] as [(Int64, Int64, [(Int, Int64)])])
    func `growing completes the tiles it fills, lower levels first`(
        oldSize: Int64, newSize: Int64, tiles: [(Int, Int64)]
    ) {
        let expected = tiles.map { TileCoordinate(level: $0.0, index: $0.1) }
        #expect(TileCoordinate.tiles(newlyFullFrom: oldSize, to: newSize) == expected)
    }

    @Test func `growing step by step completes each tile once`() {
        var random = SeededGenerator()
        var size: Int64 = 0
        var tiles: [TileCoordinate] = []
        while size < 200_000 {
            let next = size + Int64.random(in: 1...5000, using: &random)
            tiles += TileCoordinate.tiles(newlyFullFrom: size, to: next)
            size = next
        }
        let atOnce = TileCoordinate.tiles(newlyFullFrom: 0, to: size)
        #expect(Set(tiles) == Set(atOnce), random.comment)
        #expect(tiles.count == atOnce.count, random.comment)
    }

    @Test func `a tile is covered by a log that holds all its hashes`() {
        let partial = TileCoordinate(level: 1, index: 2, width: 3)
        let size: Int64 = (2 * 256 + 3) * 256
        #expect(!partial.isCovered(bySize: 0))
        #expect(!partial.isCovered(bySize: size - 1))
        #expect(partial.isCovered(bySize: size))
        #expect(partial.isCovered(bySize: size * 100))
        #expect(!TileCoordinate(level: 1, index: 2).isCovered(bySize: 3 * 65_536 - 1))
        #expect(TileCoordinate(level: 1, index: 2).isCovered(bySize: 3 * 65_536))
        #expect(!TileCoordinate(level: 63, index: 0, width: 1).isCovered(bySize: .max))
    }

    @Test func `a tile is as wide as the log has it`() {
        #expect(TileCoordinate(level: 0, index: 0, ofSize: 0) == nil)
        #expect(TileCoordinate(level: 0, index: 0, ofSize: 5)?.width == 5)
        #expect(TileCoordinate(level: 0, index: 0, ofSize: 300)?.isFull == true)
        #expect(TileCoordinate(level: 0, index: 1, ofSize: 300)?.width == 44)
        #expect(TileCoordinate(level: 0, index: 2, ofSize: 300) == nil)
        #expect(TileCoordinate(level: 0, index: 1, ofSize: 256) == nil)
        #expect(TileCoordinate(level: 64, index: 0, ofSize: .max) == nil)
        #expect(TileCoordinate(level: 0, index: -1, ofSize: 300) == nil)
    }
}
