package import Cryptography

/// A proof that a leaf is in a log, which anybody can check offline (C2SP tlog-proof).
package struct ProofFile: Hashable, Sendable {
    /// More hashes than a proof in the largest possible tree has.
    static let hashLimit = 63

    /// What the application adds, such as the leaf's data. Nothing vouches for it.
    package let extra: [UInt8]?

    /// The leaf's index.
    package let index: Int64

    /// The inclusion proof, from the leaf's sibling up to the root's child.
    package let hashes: [Hash256]

    /// The checkpoint whose tree the leaf is in.
    package let checkpoint: SignedNote

    /// A proof file from its parts.
    ///
    /// - Throws: `malformedProofFile` for a negative index or more hashes than a proof can have.
    package init(
        extra: [UInt8]? = nil, index: Int64, hashes: [Hash256], checkpoint: SignedNote
    ) throws(MerkleLogError) {
        guard index >= 0 else {
            throw MerkleLogError(.malformedProofFile, "A leaf's index can't be \(index).")
        }
        guard hashes.count <= Self.hashLimit else {
            throw MerkleLogError(.malformedProofFile, "No inclusion proof has more than \(Self.hashLimit) hashes.")
        }
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Verifies that the log whose key is given has the leaf of this hash at this index, and says in which tree.
    ///
    /// The leaf hash is computed from data that the verifier has (`MerkleTree.leafHash`), not taken from
    /// whoever presents the proof.
    ///
    /// - Throws: what ``Checkpoint/init(verifying:key:)`` throws, and `invalidProof`.
    @discardableResult
    package func verify(leaf: Hash256, key: NoteVerifierKey) throws(MerkleLogError) -> Checkpoint {
        let checkpoint = try Checkpoint(verifying: checkpoint, key: key)
        guard
            MerkleTree.verifyInclusion(
                leaf: leaf, index: index, size: checkpoint.size, proof: hashes, root: checkpoint.root)
        else {
            throw MerkleLogError(
                .invalidProof, "The proof doesn't lead from leaf \(index) to the root at size \(checkpoint.size).")
        }
        return checkpoint
    }
}
