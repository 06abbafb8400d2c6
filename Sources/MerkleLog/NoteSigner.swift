package import Cryptography

/// The private half of a note key (C2SP signed-note): a name and an Ed25519 key that signs notes.
package struct NoteSigner: Sendable {
    /// The key with which others check what this one signs.
    package let verifierKey: NoteVerifierKey

    private let privateKey: Ed25519.PrivateKey

    /// The signer of a name and an Ed25519 key.
    ///
    /// - Throws: `invalidKeyName` for a name that is empty or holds spaces, plus signs or control characters.
    package init(name: String, privateKey: Ed25519.PrivateKey) throws(MerkleLogError) {
        self.privateKey = privateKey
        verifierKey = try NoteVerifierKey(name: name, publicKey: privateKey.publicKey)
    }

    /// Reads `PRIVATE+KEY+<name>+<8 hexadecimal digits>+<base64(0x01 ‖ seed)>`.
    ///
    /// - Throws: `invalidKeyName`, or `malformedKey` for another form or an id that isn't this key's.
    package init(parsing text: String) throws(MerkleLogError) {
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw MerkleLogError(.malformedKey, "A private key begins with \(Self.prefix)")
        }
        let parts = try NoteKeyForm.decode(Substring(text.utf8.dropFirst(Self.prefix.utf8.count)))
        let privateKey: Ed25519.PrivateKey
        do {
            privateKey = try Ed25519.PrivateKey(seed: parts.key)
        } catch {
            throw MerkleLogError(.malformedKey, "The key isn't an Ed25519 seed: \(error.description)")
        }
        try self.init(name: parts.name, privateKey: privateKey)
        guard parts.id == verifierKey.id else {
            throw MerkleLogError(
                .malformedKey, "The key id is \(parts.id), but this name and key have \(verifierKey.id).")
        }
    }

    /// The key's name.
    package var name: String {
        verifierKey.name
    }

    /// `PRIVATE+KEY+<name>+<8 hexadecimal digits>+<base64(0x01 ‖ seed)>`: a secret, for the key file only.
    package var privateForm: String {
        Self.prefix + NoteKeyForm.encode(name: name, id: verifierKey.id, key: privateKey.seed)
    }

    /// The signature over a note's text, which includes its final newline.
    package func sign(_ text: String) -> NoteSignature {
        NoteSignature(
            unchecked: name, keyID: verifierKey.id, bytes: privateKey.sign(Array(text.utf8)))
    }

    private static let prefix = "PRIVATE+KEY+"
}

extension NoteSigner: CustomStringConvertible {
    /// The public half, so that a signer in a log message gives nothing away.
    package var description: String {
        "signer of \(verifierKey.encoded)"
    }
}
