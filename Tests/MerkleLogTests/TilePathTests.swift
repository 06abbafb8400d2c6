import MerkleLog
import TestSupport
import Testing

struct TilePathTests {
    @Test(
        arguments: [
            (0, 1_234_067, 256, "tile/0/x001/x234/067"),
            (0, 0, 256, "tile/0/000"),
            (1, 999, 256, "tile/1/999"),
            (2, 1000, 256, "tile/2/x001/000"),
            (63, 1, 17, "tile/63/001.p/17"),
            (0, 273, 112, "tile/0/273.p/112"),
            (0, 1_234_067, 255, "tile/0/x001/x234/067.p/255"),
            (0, .max, 256, "tile/0/x009/x223/x372/x036/x854/x775/807"),
        ] as [(Int, Int64, Int, String)])
    func `a path is written and read`(level: Int, index: Int64, width: Int, path: String) {
        let tile = TileCoordinate(level: level, index: index, width: width)
        #expect(tile.path == path)
        #expect(TileCoordinate(path: String(path.dropFirst("tile/".count))) == tile)
    }

    @Test func `any tile's path is read back`() {
        var random = SeededGenerator()
        for _ in 0..<1000 {
            let bits = Int.random(in: 1...63, using: &random)
            let tile = TileCoordinate(
                level: Int.random(in: 0...63, using: &random),
                index: Int64.random(in: 0 ... .max, using: &random) >> (63 - bits),
                width: Int.random(in: 1...256, using: &random))
            #expect(TileCoordinate(path: String(tile.path.dropFirst("tile/".count))) == tile, random.comment)
        }
    }

    @Test(arguments: [
        "", "/", "0", "0/", "/000", "0//000", "000", "tile/0/000", "/0/000", "0/000/", "0/000/001",
        "64/000", "00/000", "01/000", "-1/000", "+1/000", "x/000", "entries/000", "data/000",
        "99999999999999999999/000",
        "0/0", "0/00", "0/0000", "0/x000", "0/x000/000", "0/x000/x001/000", "0/001/000", "0/x001/x000", "0/x1/000",
        "0/X001/000", "0/-01", "0/+01", "0/ 01", "0/0a1", "0/٠٠١", "0/x001//000", "0/x001/", "0/x001",
        "0/000.p", "0/000.p/", "0/000.p/0", "0/000.p/00", "0/000.p/01", "0/000.p/256", "0/000.p/257", "0/000.p/-1",
        "0/000.p/1/", "0/000.p/1/2", "0/000.p/x", "0/000.q/1", "0/000/p/1", "0/000p/1", "0/.p/1", "0/x000.p/1",
        "0/x001.p/000", "0/x001.p/000.p/1", "0/000.p/1.p/1", "0/000.p/99999999999999999999",
        "0/x009/x223/x372/x036/x854/x775/808", "0/x001/x000/x000/x000/x000/x000/x000/000",
        "0/000\n", "0/000%2Ep/1", "0/../000", "0/000 ",
    ])
    func `any other spelling is refused`(path: String) {
        #expect(TileCoordinate(path: path) == nil)
    }

    @Test(
        arguments: [
            (0, 256, "tile/entries/000"), (1_234_067, 256, "tile/entries/x001/x234/067"),
            (273, 112, "tile/entries/273.p/112"),
        ] as [(Int64, Int, String)])
    func `the path of an entry bundle is written and read`(index: Int64, width: Int, path: String) {
        let bundle = EntriesTileCoordinate(index: index, width: width)
        #expect(bundle.path == path)
        #expect(EntriesTileCoordinate(path: String(path.dropFirst("tile/".count))) == bundle)
        #expect(bundle.tile == TileCoordinate(level: 0, index: index, width: width))
    }

    @Test(arguments: [
        "", "entries", "entries/", "entries/0", "0/000", "tile/entries/000", "entries//000", "entries/0/000",
        "entries/000.p/0", "entries/000.p/256", "entries/x000/000", "Entries/000", "entriesx/000",
    ])
    func `any other spelling of a bundle is refused`(path: String) {
        #expect(EntriesTileCoordinate(path: path) == nil)
    }
}
