/// RSASSA-PKCS1-v1_5 with SHA-256, which JSON Web Signature calls RS256 (RFC 7518 §3.3).
package enum RS256 {
    /// The shortest modulus that RFC 7518 §3.3 allows.
    package static let minimumBitCount = 2048

    /// Refuses what isn't an RSA key of a legal size.
    static func check(_ key: AsymmetricKey?) throws(CryptographyError) -> AsymmetricKey {
        guard let key else {
            throw CryptographyError(.invalidKey, "the PEM text holds no key of the kind asked for, or an encrypted one")
        }
        // RSASSA-PSS keys are a kind of their own, and not for this scheme.
        guard key.isKind("RSA") else {
            throw CryptographyError(.invalidKey, "RS256 needs an RSA key, and this is another")
        }
        guard key.bitCount >= minimumBitCount else {
            throw CryptographyError(
                .invalidKey, "RS256 needs an RSA key of \(minimumBitCount) bits or more, and this has \(key.bitCount)")
        }
        return key
    }
}
