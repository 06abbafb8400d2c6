/// Signatures with Ed25519 (RFC 8032 §5.1): the pure form, over the whole message.
package enum Ed25519 {
    /// How many bytes a signature has.
    package static let signatureByteCount = 64
}
