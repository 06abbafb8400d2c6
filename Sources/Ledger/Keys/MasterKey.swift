package import Cryptography

#if canImport(Glibc)
import Glibc
#endif

/// The key that wraps all others. It never touches the database.
package struct MasterKey: Sendable {
    private let key: SymmetricKey

    package init(_ key: SymmetricKey) {
        self.key = key
    }

    /// A new one, and the text that a key file holds: 32 bytes in base64.
    package static func generate() -> String {
        Base64.encode(SecureRandom.bytes(SymmetricKey.byteCount))
    }

    /// Reads a key file: 32 bytes in base64, readable by its owner alone (mode 0600 or 0400).
    ///
    /// - Throws: `LedgerError(.key)` that says what to do.
    package init(file path: String) throws(LedgerError) {
        let text = try SecretFile(path).text(of: "master key", made: "daybook keys master new > \(path)")
        guard let bytes = Base64.decode(text), let key = SymmetricKey(bytes: bytes) else {
            throw LedgerError(
                .key, "\(path) doesn't hold 32 bytes in base64. Make one with: daybook keys master new > \(path)")
        }
        self.key = key
    }

    /// Seals `secret` for storage. `purpose` says what it is and whose, and must be given again to unwrap.
    package func wrap(_ secret: [UInt8], purpose: String) -> [UInt8] {
        AES256GCM.seal(secret, key: key, aad: Array(purpose.utf8))
    }

    /// Opens what `wrap` sealed.
    ///
    /// - Throws: `LedgerError(.key)` when it was wrapped under another master key, or for another purpose.
    package func unwrap(_ wrapped: [UInt8], purpose: String) throws(LedgerError) -> [UInt8] {
        do {
            return try AES256GCM.open(wrapped, key: key, aad: Array(purpose.utf8))
        } catch {
            throw LedgerError(
                .key,
                "A stored key (\(purpose)) can't be opened: the master key isn't the one this ledger was made with.")
        }
    }
}
