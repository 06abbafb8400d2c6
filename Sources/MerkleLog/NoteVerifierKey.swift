package import Cryptography

/// The public half of a note key (C2SP signed-note): a name and an Ed25519 key, with which anybody can check a note.
package struct NoteVerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The key's name; for a log's key, the log's origin.
    package let name: String

    /// The id, which follows from the name and the key.
    package let id: NoteKeyID

    /// The key.
    package let publicKey: Ed25519.PublicKey

    /// The verifier key of a name and an Ed25519 key.
    ///
    /// - Throws: `invalidKeyName` for a name that is empty or holds spaces, plus signs or control characters.
    package init(name: String, publicKey: Ed25519.PublicKey) throws(MerkleLogError) {
        try NoteKeyForm.check(name: name)
        self.name = name
        self.publicKey = publicKey
        id = NoteKeyID(name: name, typedKey: [NoteKeyForm.ed25519] + publicKey.bytes)
    }

    /// Reads `<name>+<8 hexadecimal digits>+<base64(0x01 ‖ public key)>`.
    ///
    /// - Throws: `invalidKeyName`, or `malformedKey` for another form or an id that isn't this key's.
    package init(parsing text: String) throws(MerkleLogError) {
        let parts = try NoteKeyForm.decode(text)
        let publicKey: Ed25519.PublicKey
        do {
            publicKey = try Ed25519.PublicKey(bytes: parts.key)
        } catch {
            throw MerkleLogError(.malformedKey, "The key isn't an Ed25519 public key: \(error.description)")
        }
        try self.init(name: parts.name, publicKey: publicKey)
        guard parts.id == id else {
            throw MerkleLogError(.malformedKey, "The key id is \(parts.id), but this name and key have \(id).")
        }
    }

    /// `<name>+<8 hexadecimal digits>+<base64(0x01 ‖ public key)>`.
    package var encoded: String {
        NoteKeyForm.encode(name: name, id: id, key: publicKey.bytes)
    }

    /// The encoded form, which is public.
    package var description: String {
        encoded
    }

    /// Whether a signature says that it was made with this key.
    func isNamed(by signature: NoteSignature) -> Bool {
        // By bytes: two spellings of one name that Unicode holds equal are two names here.
        id == signature.keyID && name.utf8.elementsEqual(signature.name.utf8)
    }
}
