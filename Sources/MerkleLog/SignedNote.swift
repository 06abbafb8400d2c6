/// A text with signatures (C2SP signed-note), none of them verified: see ``verified(by:)``.
package struct SignedNote: Hashable, Sendable {
    /// More than any note needs (C2SP asks for at least 16), and few enough that reading one takes no time.
    package static let signatureLimit = 100

    /// What is signed, with its final newline. Not to be trusted before it is verified.
    package let text: String

    /// One or more signatures, in the order of their lines; no two claim the same key.
    package let signatures: [NoteSignature]

    /// A note from its parts.
    ///
    /// - Throws: `malformedNote` for a text that doesn't end in a newline or holds other control characters, for no
    ///   signature or too many, and for two that claim the same key.
    package init(text: String, signatures: [NoteSignature]) throws(MerkleLogError) {
        guard text.utf8.last == UInt8(ascii: "\n") else {
            throw MerkleLogError(.malformedNote, "A note's text ends in a newline.")
        }
        try Self.checkCharacters(text)
        guard (1...Self.signatureLimit).contains(signatures.count) else {
            throw MerkleLogError(
                .malformedNote, "A note has 1 to \(Self.signatureLimit) signatures, not \(signatures.count).")
        }
        var claimed: Set<ClaimedKey> = []
        for signature in signatures {
            guard claimed.insert(ClaimedKey(signature)).inserted else {
                throw MerkleLogError(
                    .malformedNote, "The note has two signatures by \(signature.name)+\(signature.keyID).")
            }
        }
        self.text = text
        self.signatures = signatures
    }

    /// Signs a text, which must end in a newline.
    ///
    /// - Throws: `malformedNote` for a text that isn't one, no signer, or two of the same key.
    package init(signing text: String, by signers: [NoteSigner]) throws(MerkleLogError) {
        try self.init(text: text, signatures: signers.map { $0.sign(text) })
    }

    /// The note with further signatures after those it has.
    ///
    /// - Throws: `malformedNote` for too many signatures or two that claim the same key.
    package func adding(_ more: [NoteSignature]) throws(MerkleLogError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + more)
    }

    /// The note as it is served: the text, an empty line, and the signature lines.
    package var encoded: String {
        signatures.reduce(into: text + "\n") { note, signature in
            note += signature.line + "\n"
        }
    }

    /// Control characters could make the text look other than it is; a note has none but newlines.
    static func checkCharacters(_ text: String) throws(MerkleLogError) {
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else {
            throw MerkleLogError(.malformedNote, "A note has no control characters but newlines.")
        }
    }

    /// A name, by its bytes, and an id.
    private struct ClaimedKey: Hashable {
        let name: [UInt8]
        let id: NoteKeyID

        init(_ signature: NoteSignature) {
            name = Array(signature.name.utf8)
            id = signature.keyID
        }
    }
}
