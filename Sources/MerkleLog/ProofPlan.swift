package import Cryptography

/// Which complete subtrees a proof is made of.
///
/// A proof's hash stands for a run of leaves, which at the tree's ragged right edge isn't a complete subtree. Only
/// complete subtrees are stored, so such a hash is folded from several of them.
package struct ProofPlan: Hashable, Sendable {
    /// For each hash of the proof, in the proof's order, the subtrees it is folded from, largest first.
    package let hashes: [[NodeCoordinate]]

    /// A plan whose hashes are the roots of these subtrees, as they are.
    package init(nodes: [NodeCoordinate]) {
        hashes = nodes.map { [$0] }
    }

    init(hashes: [[NodeCoordinate]]) {
        self.hashes = hashes
    }

    /// All subtrees that the proof needs.
    package var nodes: [NodeCoordinate] {
        hashes.flatMap { $0 }
    }

    /// The tiles of a log of `size` leaves that hold the subtrees, so that they can be read beforehand.
    package func tiles(inSize size: Int64) -> Set<TileCoordinate> {
        Set(nodes.compactMap { $0.position(inSize: size)?.tile })
    }

    /// The proof, with the subtrees' roots from `node`.
    package func proof<Failure: Error>(node: (NodeCoordinate) throws(Failure) -> Hash256) throws(Failure) -> [Hash256] {
        var proof: [Hash256] = []
        proof.reserveCapacity(hashes.count)
        for run in hashes {
            var roots: [Hash256] = []
            for subtree in run {
                roots.append(try node(subtree))
            }
            proof.append(MerkleTree.fold(roots))
        }
        return proof
    }

    /// The siblings on the way from a complete subtree up to the root of a tree of `size` leaves.
    static func siblings(of node: NodeCoordinate, size: Int64) -> [[NodeCoordinate]] {
        var siblings: [[NodeCoordinate]] = []
        var level = node.level
        var index = node.index
        var last = (size - 1) >> level
        while last > 0 {
            if index & 1 == 1 {
                siblings.append([NodeCoordinate(level: level, index: index - 1)])
            } else if index + 1 < last {
                siblings.append([NodeCoordinate(level: level, index: index + 1)])
            } else if index + 1 == last {
                // The last node of a level reaches only as far as the leaves do.
                siblings.append(NodeCoordinate.cover(from: last << level, to: size))
            }
            level += 1
            index >>= 1
            last >>= 1
        }
        return siblings
    }
}
