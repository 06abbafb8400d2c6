/// Why an operation on keys or sealed bytes failed.
///
/// Carries no key material, plaintext or ciphertext, so it may be logged and shown.
package struct CryptographyError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// What should be a key isn't one of the kind and size asked for.
        case invalidKey
        /// Sealed bytes are shorter than any sealing could be.
        case truncated
        /// Sealed bytes, their associated data or the key aren't those of the sealing.
        case authenticationFailed
    }

    package let code: Code

    /// What is wrong, in one sentence.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
