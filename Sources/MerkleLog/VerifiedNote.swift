import Cryptography

/// A note that at least one known key has signed. Only ``SignedNote/verified(by:)`` makes one.
package struct VerifiedNote: Hashable, Sendable {
    /// What is signed, with its final newline.
    package let text: String

    /// The known keys whose signatures were verified, in the order of the note's lines; at least one.
    package let keys: [NoteVerifierKey]

    fileprivate init(text: String, keys: [NoteVerifierKey]) {
        self.text = text
        self.keys = keys
    }
}

extension SignedNote {
    /// Verifies the note; signatures by keys other than `keys` are ignored.
    ///
    /// - Throws: `invalidSignature` when a known key's signature doesn't verify, though another's may;
    ///   `unverifiedNote` when no known key has signed; `ambiguousKey` when two different keys have the name and id of
    ///   a signature.
    package func verified(by keys: [NoteVerifierKey]) throws(MerkleLogError) -> VerifiedNote {
        let message = Array(text.utf8)
        var verified: [NoteVerifierKey] = []
        for signature in signatures {
            let named = keys.filter { $0.isNamed(by: signature) }
            guard let key = named.first else { continue }
            guard named.allSatisfy({ $0.publicKey == key.publicKey }) else {
                throw MerkleLogError(.ambiguousKey, "Two different keys are called \(key.name)+\(key.id).")
            }
            guard key.publicKey.verify(signature.bytes, message) else {
                throw MerkleLogError(.invalidSignature, "The signature by \(key.name)+\(key.id) doesn't verify.")
            }
            verified.append(key)
        }
        guard !verified.isEmpty else {
            throw MerkleLogError(.unverifiedNote, "None of the known keys has signed the note.")
        }
        return VerifiedNote(text: text, keys: verified)
    }
}
