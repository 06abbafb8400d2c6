import Cryptography
import MerkleLog
import TestSupport
import Testing

struct ConsistencyProofTests {
    @Test func `the published proof comes out and verifies`() throws {
        var tree = ReferenceTree(leaves: PublishedTree.leaves)
        let proof = try ConsistencyProof.proof(oldSize: 6, newSize: 8) { tree.node($0) }
        #expect(proof.map(\.hex) == PublishedTree.consistencyOf6And8)
        let oldRoot = try #require(Hash256(hex: PublishedTree.roots[6]))
        let newRoot = try #require(Hash256(hex: PublishedTree.roots[8]))
        #expect(
            MerkleTree.verifyConsistency(oldSize: 6, oldRoot: oldRoot, newSize: 8, newRoot: newRoot, proof: proof))
    }

    /// The example of RFC 6962 §2.1.3: from 3 leaves c d g l, from 4 l, from 6 i j k.
    @Test(
        arguments: [
            (3, [[(0, 2)], [(0, 3)], [(1, 0)], [(1, 2), (0, 6)]]),
            (4, [[(1, 2), (0, 6)]]),
            (6, [[(1, 2)], [(0, 6)], [(2, 0)]]),
        ] as [(Int64, [[(Int, Int64)]])])
    func `the RFC's example of seven leaves is made of the nodes it names`(
        oldSize: Int64, nodes: [[(Int, Int64)]]
    ) throws {
        let expected = nodes.map { $0.map { NodeCoordinate(level: $0.0, index: $0.1) } }
        #expect(try ConsistencyProof.nodes(oldSize: oldSize, newSize: 7) == expected)
    }

    @Test func `every proof up to 300 leaves is the recursive definition's, and verifies`() throws {
        var tree = ReferenceTree(count: 300)
        var wrong: [String] = []
        for newSize in 0...300 {
            for oldSize in 0...newSize {
                let proof = try ConsistencyProof.proof(oldSize: Int64(oldSize), newSize: Int64(newSize)) {
                    tree.node($0)
                }
                let verifies = MerkleTree.verifyConsistency(
                    oldSize: Int64(oldSize), oldRoot: tree.root(oldSize), newSize: Int64(newSize),
                    newRoot: tree.root(newSize), proof: proof)
                if proof != tree.proof(oldSize, newSize) || !verifies { wrong.append("\(oldSize) to \(newSize)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `sampled proofs up to 5000 leaves are the recursive definition's, and verify`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 5000)
        for _ in 0..<500 {
            let newSize = Int.random(in: 301...5000, using: &random)
            let oldSize = Int.random(in: 0...newSize, using: &random)
            let proof = try ConsistencyProof.proof(oldSize: Int64(oldSize), newSize: Int64(newSize)) { tree.node($0) }
            #expect(proof == tree.proof(oldSize, newSize), random.comment)
            #expect(
                MerkleTree.verifyConsistency(
                    oldSize: Int64(oldSize), oldRoot: tree.root(oldSize), newSize: Int64(newSize),
                    newRoot: tree.root(newSize), proof: proof),
                random.comment)
        }
    }

    @Test(arguments: [(1, 0), (8, 7), (-1, 7), (-2, -1), (.max, .max - 1), (.min, .max)] as [(Int64, Int64)])
    func `a tree that can't have grown so is refused`(oldSize: Int64, newSize: Int64) {
        expectError(.outOfRange) { try ConsistencyProof.plan(oldSize: oldSize, newSize: newSize) }
        expectError(.outOfRange) { try ConsistencyProof.nodes(oldSize: oldSize, newSize: newSize) }
        expectError(.outOfRange) { try ConsistencyProof.proof(oldSize: oldSize, newSize: newSize) { _ in .zero } }
        #expect(
            !MerkleTree.verifyConsistency(
                oldSize: oldSize, oldRoot: .zero, newSize: newSize, newRoot: .zero, proof: []))
    }

    @Test func `the empty tree has one root, and needs no proof`() {
        let (empty, root, other) = (MerkleTree.emptyRoot, PublishedTree.leaves[0], PublishedTree.leaves[1])
        func verify(_ oldRoot: Hash256, _ newSize: Int64, _ newRoot: Hash256, _ proof: [Hash256]) -> Bool {
            MerkleTree.verifyConsistency(
                oldSize: 0, oldRoot: oldRoot, newSize: newSize, newRoot: newRoot, proof: proof)
        }
        #expect(verify(empty, 0, empty, []))
        #expect(verify(empty, 1, root, []))
        #expect(!verify(empty, 1, root, [root]))
        #expect(!verify(other, 1, root, []))
        #expect(!verify(empty, 0, root, []))
    }

    @Test func `the largest tree can be planned for`() throws {
        for oldSize in [1, 2, 3, .max / 2, .max - 1] as [Int64] {
            let plan = try ConsistencyProof.plan(oldSize: oldSize, newSize: .max)
            #expect((1...64).contains(plan.hashes.count))
            #expect(plan.nodes.allSatisfy { $0.position(inSize: .max) != nil })
        }
    }
}
