extension Ed25519 {
    /// A key that verifies.
    package struct PublicKey: Sendable {
        /// How many bytes a key has.
        package static let byteCount = 32

        /// The encoded point (RFC 8032 §5.1.2): 32 bytes.
        package let bytes: [UInt8]

        private let key: AsymmetricKey

        /// Takes an encoded point: 32 bytes. Bytes that aren't a point of the curve make a key under which nothing
        /// verifies.
        ///
        /// - Throws: `invalidKey` for any other number of bytes.
        package init(bytes: [UInt8]) throws(CryptographyError) {
            guard bytes.count == Self.byteCount, let key = AsymmetricKey.ed25519(publicKey: bytes) else {
                throw CryptographyError(
                    .invalidKey, "these \(bytes.count) bytes are no Ed25519 public key, which has 32")
            }
            self.bytes = bytes
            self.key = key
        }

        /// The public part of a key pair.
        init(_ pair: AsymmetricKey) {
            bytes = pair.rawPublicKey
            key = pair
        }

        /// Whether `signature` is one over `message` by the private key: 64 bytes, with S below the group's order, so that
        /// nobody can make a second signature of a first (RFC 8032 §5.1.7).
        package func verify(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
            signature.count == Ed25519.signatureByteCount && key.isValid(signature, of: message, digest: nil)
        }
    }
}

extension Ed25519.PublicKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.bytes == right.bytes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
