extension RS256 {
    /// A key that signs.
    package struct PrivateKey: Sendable {
        private let key: AsymmetricKey

        /// The key that verifies what this one signs.
        package let publicKey: PublicKey

        /// Reads an unencrypted PEM text: PKCS#8, as Google hands service accounts' keys out, or PKCS#1.
        ///
        /// - Throws: `invalidKey` when it holds no RSA private key of 2048 bits or more, or one that can't sign.
        package init(pem: String) throws(CryptographyError) {
            key = try RS256.check(AsymmetricKey(privatePEM: pem))
            publicKey = PublicKey(key)
            // Numbers that don't fit one another are found now, when the configuration is read, not at the first signing.
            let probe: [UInt8] = [0]
            guard
                let signature = key.signature(of: probe, digest: LibCrypto.sha256),
                publicKey.verify(signature, probe)
            else {
                throw CryptographyError(
                    .invalidKey, "the RSA private key can't sign: its numbers don't agree")
            }
        }

        /// The signature over `message`, as long as the modulus; the same message always gets the same one.
        package func sign(_ message: [UInt8]) -> [UInt8] {
            LibCrypto.require(key.signature(of: message, digest: LibCrypto.sha256), "a signature of RS256")
        }
    }
}

extension RS256.PrivateKey: CustomStringConvertible {
    /// Says that there is a key, and nothing of it.
    package var description: String { "RS256.PrivateKey(redacted)" }
}
