package import Cryptography

/// Proofs that a leaf is in a tree: PATH of RFC 6962 §2.1.1, from the leaf's sibling up to the root's child.
package enum InclusionProof {
    /// The subtrees that the proof of leaf `index` in a tree of `size` leaves is made of.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ index < size.
    package static func plan(index: Int64, size: Int64) throws(MerkleLogError) -> ProofPlan {
        guard index >= 0, index < size else {
            throw MerkleLogError(.outOfRange, "A tree of \(size) leaves has no leaf \(index).")
        }
        return ProofPlan(hashes: ProofPlan.siblings(of: NodeCoordinate(level: 0, index: index), size: size))
    }

    /// For each hash of the proof, in order, the subtrees it is folded from, largest first.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ index < size.
    package static func nodes(index: Int64, size: Int64) throws(MerkleLogError) -> [[NodeCoordinate]] {
        try plan(index: index, size: size).hashes
    }

    /// The proof of leaf `index` in a tree of `size` leaves, with the subtrees' roots from `node`.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ index < size, and what `node` throws.
    package static func proof(
        index: Int64, size: Int64, node: (NodeCoordinate) throws -> Hash256
    ) throws -> [Hash256] {
        try plan(index: index, size: size).proof(node: node)
    }
}

extension MerkleTree {
    /// Whether `proof` leads from a leaf hash at `index` to the root of a tree of `size` leaves (RFC 9162 §2.1.3.2).
    package static func verifyInclusion(
        leaf: Hash256, index: Int64, size: Int64, proof: [Hash256], root: Hash256
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var fn = index
        var sn = size - 1
        var hash = leaf
        for sibling in proof {
            if sn == 0 { return false }
            if fn & 1 == 1 || fn == sn {
                hash = nodeHash(sibling, hash)
                while fn & 1 == 0 && fn != 0 {
                    fn >>= 1
                    sn >>= 1
                }
            } else {
                hash = nodeHash(hash, sibling)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && hash == root
    }
}
