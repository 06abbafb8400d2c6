import Cryptography
package import MerkleLog

/// The key that signs checkpoints, kept in a file in the C2SP private form.
package enum SigningKey {
    /// A new key's private form. `origin` names the log for ever: a name of the house, such as `ledger.example.com/daybook`.
    ///
    /// - Throws: `LedgerError(.key)` when the name can't be an origin (empty, with white space or a plus sign).
    package static func generate(origin: String) throws(LedgerError) -> String {
        do {
            return try NoteSigner(name: origin, privateKey: Ed25519.PrivateKey()).privateForm
        } catch {
            throw LedgerError(.key, "\(error)")
        }
    }

    /// Reads a key file, readable by its owner alone.
    ///
    /// - Throws: `LedgerError(.key)` that says what to do.
    package static func read(file path: String) throws(LedgerError) -> NoteSigner {
        let text = try SecretFile(path).text(of: "signing key", made: "daybook keys signing new > \(path)")
        do {
            return try NoteSigner(parsing: text)
        } catch {
            throw LedgerError(
                .key, "\(path) doesn't hold a checkpoint key: \(error) Make one with: daybook keys signing new")
        }
    }
}
