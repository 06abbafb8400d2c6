/// What is wrong with a tree, a tile, a proof, a key, a note or a checkpoint that was handed in.
///
/// Descriptions never carry key material, so they are safe to show and to log.
package struct MerkleLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of mistake, for callers that act on it.
    package enum Code: String, Hashable, Sendable {
        /// A size or an index that no tree can have, or that doesn't fit the hashes beside it.
        case outOfRange
        /// Tile bytes or hashes that don't fit the tile's coordinate.
        case malformedTile
        /// An entry bundle that is cut short, too long, or holds an entry that has no length prefix.
        case malformedEntries
        /// A key name that is empty or holds a space, a plus sign or a control character.
        case invalidKeyName
        /// A verifier key or a private key that isn't in the C2SP form, or whose id isn't its own.
        case malformedKey
        /// A note that isn't in the C2SP signed-note form.
        case malformedNote
        /// Two different keys with one name and id among those to verify with.
        case ambiguousKey
        /// A signature by a known key that doesn't verify.
        case invalidSignature
        /// A note that none of the known keys has signed.
        case unverifiedNote
        /// A checkpoint text that isn't in the C2SP tlog-checkpoint form.
        case malformedCheckpoint
        /// A checkpoint of another log than the one whose key is used.
        case originMismatch
        /// A file that isn't in the C2SP tlog-proof form.
        case malformedProofFile
        /// A proof that doesn't lead from the leaf to the checkpoint's root.
        case invalidProof
    }

    /// The kind of mistake.
    package let code: Code

    /// What is wrong, in a sentence for a person.
    package let description: String

    /// An error of a kind, with a sentence for a person.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
