import Cryptography
import MerkleLog
import Testing

struct MerkleTreeTests {
    @Test func `roots are as published`() {
        for (size, root) in PublishedTree.roots.enumerated() {
            #expect(MerkleTree.root(of: Array(PublishedTree.leaves.prefix(size))).hex == root, "size \(size)")
        }
    }

    @Test func `leaves and nodes are hashed with their prefix`() {
        #expect(MerkleTree.leafHash([1, 2, 3]) == SHA256.hash([0x00, 1, 2, 3]))
        let (left, right) = (PublishedTree.leaves[0], PublishedTree.leaves[1])
        #expect(MerkleTree.nodeHash(left, right) == SHA256.hash([0x01] + left.bytes + right.bytes))
        #expect(MerkleTree.nodeHash(left, right) != MerkleTree.leafHash(left.bytes + right.bytes))
    }

    @Test func `the root is the recursive definition's at every size`() {
        var tree = ReferenceTree(count: 300)
        for size in 0...300 {
            #expect(MerkleTree.root(of: Array(tree.leaves.prefix(size))) == tree.root(size), "size \(size)")
        }
    }
}
