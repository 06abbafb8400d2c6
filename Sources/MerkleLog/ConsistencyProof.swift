package import Cryptography

/// Proofs that a tree is the beginning of a larger one: PROOF of RFC 6962 §2.1.2.
package enum ConsistencyProof {
    /// The subtrees that the proof from `oldSize` to `newSize` leaves is made of; none when the sizes are equal or the
    /// old tree is empty.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ oldSize ≤ newSize.
    package static func plan(oldSize: Int64, newSize: Int64) throws(MerkleLogError) -> ProofPlan {
        guard oldSize >= 0, oldSize <= newSize else {
            throw MerkleLogError(.outOfRange, "A tree of \(oldSize) leaves can't grow into one of \(newSize).")
        }
        guard oldSize > 0, oldSize < newSize else { return ProofPlan(hashes: []) }
        let level = oldSize.trailingZeroBitCount
        // The last maximal complete subtree of the old tree, from which both roots are built up.
        let last = NodeCoordinate(level: level, index: (oldSize >> level) - 1)
        let siblings = ProofPlan.siblings(of: last, size: newSize)
        // Where it is the whole old tree, the verifier has its hash already: the old root.
        return ProofPlan(hashes: last.index == 0 ? siblings : [[last]] + siblings)
    }

    /// For each hash of the proof, in order, the subtrees it is folded from, largest first.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ oldSize ≤ newSize.
    package static func nodes(oldSize: Int64, newSize: Int64) throws(MerkleLogError) -> [[NodeCoordinate]] {
        try plan(oldSize: oldSize, newSize: newSize).hashes
    }

    /// The proof from `oldSize` to `newSize` leaves, with the subtrees' roots from `node`.
    ///
    /// - Throws: `outOfRange` unless 0 ≤ oldSize ≤ newSize, and what `node` throws.
    package static func proof(
        oldSize: Int64, newSize: Int64, node: (NodeCoordinate) throws -> Hash256
    ) throws -> [Hash256] {
        try plan(oldSize: oldSize, newSize: newSize).proof(node: node)
    }
}

extension MerkleTree {
    /// Whether `proof` shows that the tree of `oldSize` leaves is the beginning of that of `newSize` (RFC 9162
    /// §2.1.4.2).
    package static func verifyConsistency(
        oldSize: Int64, oldRoot: Hash256, newSize: Int64, newRoot: Hash256, proof: [Hash256]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        // Every tree begins with the empty one, but only one hash is the root of that.
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }

        var path = proof[...]
        let isWholeSubtree = oldSize & (oldSize - 1) == 0
        guard let first = isWholeSubtree && !path.isEmpty ? oldRoot : path.popFirst() else { return false }
        var fn = oldSize - 1
        var sn = newSize - 1
        while fn & 1 == 1 {
            fn >>= 1
            sn >>= 1
        }
        var oldHash = first
        var newHash = first
        for sibling in path {
            if sn == 0 { return false }
            if fn & 1 == 1 || fn == sn {
                oldHash = nodeHash(sibling, oldHash)
                newHash = nodeHash(sibling, newHash)
                while fn & 1 == 0 && fn != 0 {
                    fn >>= 1
                    sn >>= 1
                }
            } else {
                newHash = nodeHash(newHash, sibling)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && oldHash == oldRoot && newHash == newRoot
    }
}
