import Cryptography
import MerkleLog
import TestSupport
import Testing

struct TileProofTests {
    @Test(arguments: [1, 2, 255, 256, 257, 511, 512, 1000, 66_000])
    func `proofs from tiles are the recursive definition's`(size: Int) throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: size)
        let log = try TiledLog(leaves: tree.leaves)
        for _ in 0..<min(200, 20 * size) {
            let index = Int.random(in: 0..<size, using: &random)
            #expect(
                try InclusionProof.proof(index: Int64(index), size: log.size, node: log.node)
                    == tree.path(index, 0..<size),
                random.comment)
            let oldSize = Int.random(in: 0...size, using: &random)
            #expect(
                try ConsistencyProof.proof(oldSize: Int64(oldSize), newSize: log.size, node: log.node)
                    == tree.proof(oldSize, size),
                random.comment)
        }
    }

    @Test(arguments: [1, 255, 256, 257, 1000, 66_000])
    func `the root of any earlier size follows from the tiles`(size: Int) throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: size)
        let log = try TiledLog(leaves: tree.leaves)
        for _ in 0..<20 {
            let earlier = Int.random(in: 0...size, using: &random)
            #expect(try CompactRange(size: Int64(earlier), node: log.node).root == tree.root(earlier), random.comment)
        }
    }

    @Test func `a plan's tiles are all that a proof reads, and few`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 66_000)
        let log = try TiledLog(leaves: tree.leaves)
        for _ in 0..<100 {
            let index = Int.random(in: 0..<66_000, using: &random)
            let plan = try InclusionProof.plan(index: Int64(index), size: log.size)
            let tiles = plan.tiles(inSize: log.size)
            #expect(tiles.count <= 5, random.comment)
            let read = log.tiles.filter { tiles.contains($0.key) }
            #expect(read.count == tiles.count, random.comment)
            let proof = try plan.proof { node throws in
                let position = try #require(node.position(inSize: log.size))
                return try #require(read[position.tile]?.node(at: position))
            }
            #expect(proof == tree.path(index, 0..<66_000), random.comment)
        }
    }
}
