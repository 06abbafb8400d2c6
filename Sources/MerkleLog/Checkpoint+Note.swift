extension Checkpoint {
    /// The checkpoint as a signed note.
    ///
    /// The signer's log must be consistent with everything this key has signed before: that is the caller's to see to.
    ///
    /// - Throws: `originMismatch` unless the key's name is the origin.
    package func signed(by signer: NoteSigner) throws(MerkleLogError) -> SignedNote {
        try checkOrigin(of: signer.verifierKey)
        return try SignedNote(signing: text, by: [signer])
    }

    /// The checkpoint in a note signed by the log's key.
    ///
    /// - Throws: what ``SignedNote/verified(by:)`` throws; `malformedCheckpoint`; `originMismatch` unless the key's
    ///   name is the origin.
    package init(verifying note: SignedNote, key: NoteVerifierKey) throws(MerkleLogError) {
        let verified = try note.verified(by: [key])
        try self.init(parsing: verified.text)
        try checkOrigin(of: key)
    }

    private func checkOrigin(of key: NoteVerifierKey) throws(MerkleLogError) {
        guard origin.utf8.elementsEqual(key.name.utf8) else {
            throw MerkleLogError(.originMismatch, "The checkpoint is of \(origin), the key is that of \(key.name).")
        }
    }
}
