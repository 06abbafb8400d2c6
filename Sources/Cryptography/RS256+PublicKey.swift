extension RS256 {
    /// A key that verifies.
    package struct PublicKey: Sendable {
        private let key: AsymmetricKey

        /// Reads a PEM text of SubjectPublicKeyInfo (`BEGIN PUBLIC KEY`).
        ///
        /// - Throws: `invalidKey` when it holds no RSA public key of 2048 bits or more.
        package init(pem: String) throws(CryptographyError) {
            key = try RS256.check(AsymmetricKey(publicPEM: pem))
        }

        /// The public part of a key pair.
        init(_ key: AsymmetricKey) {
            self.key = key
        }

        /// Whether `signature` is one over `message` by the private key.
        package func verify(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
            key.isValid(signature, of: message, digest: LibCrypto.sha256)
        }
    }
}
