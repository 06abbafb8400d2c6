import Cryptography
import MerkleLog
import TestSupport
import Testing

struct InclusionProofTests {
    @Test func `the published proof comes out and verifies`() throws {
        var tree = ReferenceTree(leaves: PublishedTree.leaves)
        let proof = try InclusionProof.proof(index: 5, size: 8) { tree.node($0) }
        #expect(proof.map(\.hex) == PublishedTree.inclusionOf5In8)
        let root = try #require(Hash256(hex: PublishedTree.roots[8]))
        #expect(
            MerkleTree.verifyInclusion(leaf: PublishedTree.leaves[5], index: 5, size: 8, proof: proof, root: root))
    }

    /// The example of RFC 6962 §2.1.3: its nodes are a…f and j (leaves), g h i (pairs), k = (g h), l = (i j).
    @Test(
        arguments: [
            (0, [[(0, 1)], [(1, 1)], [(1, 2), (0, 6)]]),
            (3, [[(0, 2)], [(1, 0)], [(1, 2), (0, 6)]]),
            (4, [[(0, 5)], [(0, 6)], [(2, 0)]]),
            (6, [[(1, 2)], [(2, 0)]]),
        ] as [(Int64, [[(Int, Int64)]])])
    func `the RFC's example of seven leaves is made of the nodes it names`(
        index: Int64, nodes: [[(Int, Int64)]]
    ) throws {
        let expected = nodes.map { $0.map { NodeCoordinate(level: $0.0, index: $0.1) } }
        #expect(try InclusionProof.nodes(index: index, size: 7) == expected)
    }

    @Test func `every proof up to 300 leaves is the recursive definition's, and verifies`() throws {
        var tree = ReferenceTree(count: 300)
        var wrong: [String] = []
        for size in 1...300 {
            let root = tree.root(size)
            for index in 0..<size {
                let proof = try InclusionProof.proof(index: Int64(index), size: Int64(size)) { tree.node($0) }
                let verifies = MerkleTree.verifyInclusion(
                    leaf: tree.leaves[index], index: Int64(index), size: Int64(size), proof: proof, root: root)
                if proof != tree.path(index, 0..<size) || !verifies { wrong.append("\(index) in \(size)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `sampled proofs up to 5000 leaves are the recursive definition's, and verify`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 5000)
        for _ in 0..<500 {
            let size = Int.random(in: 301...5000, using: &random)
            let index = Int.random(in: 0..<size, using: &random)
            let proof = try InclusionProof.proof(index: Int64(index), size: Int64(size)) { tree.node($0) }
            #expect(proof == tree.path(index, 0..<size), random.comment)
            #expect(
                MerkleTree.verifyInclusion(
                    leaf: tree.leaves[index], index: Int64(index), size: Int64(size), proof: proof,
                    root: tree.root(size)),
                random.comment)
        }
    }

    @Test(arguments: [(0, 0), (1, 1), (8, 7), (-1, 7), (0, -1), (.max, .max), (.min, .min)] as [(Int64, Int64)])
    func `a leaf that the tree doesn't have is refused`(index: Int64, size: Int64) {
        expectError(.outOfRange) { try InclusionProof.plan(index: index, size: size) }
        expectError(.outOfRange) { try InclusionProof.nodes(index: index, size: size) }
        expectError(.outOfRange) { try InclusionProof.proof(index: index, size: size) { _ in .zero } }
        #expect(!MerkleTree.verifyInclusion(leaf: .zero, index: index, size: size, proof: [], root: .zero))
    }

    @Test func `the largest tree can be planned for, and its proofs have at most 63 hashes`() throws {
        for index in [0, 1, .max / 2, .max - 2, .max - 1] as [Int64] {
            let plan = try InclusionProof.plan(index: index, size: .max)
            #expect((1...63).contains(plan.hashes.count))
            #expect(plan.nodes.allSatisfy { $0.position(inSize: .max) != nil })
            #expect(!MerkleTree.verifyInclusion(leaf: .zero, index: index, size: .max, proof: [], root: .zero))
        }
    }

    @Test func `the error of a node source comes through`() {
        expectError(.malformedTile) {
            try InclusionProof.proof(index: 0, size: 2) { _ in throw MerkleLogError(.malformedTile, "unreadable") }
        }
    }
}
