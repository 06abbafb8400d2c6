extension Ed25519 {
    /// A key that signs, wiped from memory when the last copy of this value goes.
    package struct PrivateKey: Sendable {
        /// How many bytes a seed has.
        package static let seedByteCount = 32

        private let secret: SecretBytes
        private let key: AsymmetricKey

        /// The key that verifies what this one signs.
        package let publicKey: PublicKey

        /// A new key that nobody has.
        package init() {
            self.init(SecretBytes(count: Self.seedByteCount, fill: SecureRandom.fillPrivate))
        }

        /// The key of a seed (RFC 8032 calls it the private key): 32 random bytes.
        ///
        /// - Throws: `invalidKey` for any other number of bytes.
        package init(seed: [UInt8]) throws(CryptographyError) {
            guard seed.count == Self.seedByteCount else {
                throw CryptographyError(.invalidKey, "an Ed25519 seed has 32 bytes, not \(seed.count)")
            }
            self.init(SecretBytes(copying: seed))
        }

        private init(_ secret: SecretBytes) {
            self.secret = secret
            key = secret.withUnsafeBytes { AsymmetricKey.ed25519(seed: $0) }
            publicKey = PublicKey(key)
        }

        /// The seed, in a copy that isn't wiped: for storing the key.
        package var seed: [UInt8] {
            secret.withUnsafeBytes { [UInt8]($0) }
        }

        /// The signature over `message`, 64 bytes; the same message always gets the same one.
        package func sign(_ message: [UInt8]) -> [UInt8] {
            LibCrypto.require(key.signature(of: message, digest: nil), "a signature of Ed25519")
        }
    }
}

extension Ed25519.PrivateKey: CustomStringConvertible, CustomReflectable {
    /// Says that there is a key, and nothing of it.
    package var description: String { "Ed25519.PrivateKey(redacted)" }

    /// No children, so that `dump` shows nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
