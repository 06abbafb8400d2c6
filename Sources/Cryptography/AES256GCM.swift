internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with a nonce of 12 bytes and a tag of 16.
///
/// Sealed bytes are `nonce ‖ ciphertext ‖ tag`, so they are 28 longer than the plaintext. With random nonces one key may
/// seal 2³² times (SP 800-38D §8.3).
package enum AES256GCM {
    /// How many bytes the nonce has.
    package static let nonceByteCount = 12
    /// How many bytes the tag has.
    package static let tagByteCount = 16
    /// By how many bytes sealing makes longer.
    package static let overhead = nonceByteCount + tagByteCount

    /// Seals `plaintext` and binds it to `aad`, the associated data, which opening must show again.
    ///
    /// - Parameter nonce: 12 bytes never used with this key before; random ones where there are none.
    package static func seal(
        _ plaintext: [UInt8], key: SymmetricKey, nonce: [UInt8]? = nil, aad: [UInt8]
    ) -> [UInt8] {
        plaintext.withUnsafeBytes { seal($0, key: key, nonce: nonce, aad: aad) }
    }

    /// Seals `plaintext` and binds it to `aad`, the associated data, which opening must show again.
    ///
    /// - Parameter nonce: 12 bytes never used with this key before; random ones where there are none.
    package static func seal(
        _ plaintext: UnsafeRawBufferPointer, key: SymmetricKey, nonce: [UInt8]? = nil, aad: [UInt8]
    ) -> [UInt8] {
        let nonce = nonce ?? SecureRandom.bytes(nonceByteCount)
        precondition(nonce.count == nonceByteCount, "a nonce of AES-256-GCM has 12 bytes")
        let count = plaintext.count + overhead
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let sealed = UnsafeMutableRawBufferPointer(buffer)
            sealed.copyBytes(from: nonce)
            var context = GCMContext(
                .seal, key: key, nonce: UnsafeRawBufferPointer(rebasing: sealed[..<nonceByteCount]))
            aad.withUnsafeBytes { context.authenticate($0) }
            context.update(plaintext, into: UnsafeMutableRawBufferPointer(rebasing: sealed[nonceByteCount...]))
            context.finishSealing(tag: UnsafeMutableRawBufferPointer(rebasing: sealed[(count - tagByteCount)..<count]))
            written = count
        }
    }

    /// The plaintext that was sealed with this key and `aad`.
    ///
    /// - Throws: `truncated` below 28 bytes; `authenticationFailed` when a bit of sealed bytes, key or `aad` differs.
    package static func open(
        _ sealed: [UInt8], key: SymmetricKey, aad: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try sealed.withUnsafeBytes { opened($0, key: key, aad: aad) }.get()
    }

    /// The plaintext that was sealed with this key and `aad`.
    ///
    /// - Throws: `truncated` below 28 bytes; `authenticationFailed` when a bit of sealed bytes, key or `aad` differs.
    package static func open(
        _ sealed: UnsafeRawBufferPointer, key: SymmetricKey, aad: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try opened(sealed, key: key, aad: aad).get()
    }

    // A result, as `Array.withUnsafeBytes` doesn't keep the type of what its closure throws.
    private static func opened(
        _ sealed: UnsafeRawBufferPointer, key: SymmetricKey, aad: [UInt8]
    ) -> Result<[UInt8], CryptographyError> {
        let count = sealed.count - overhead
        guard count >= 0 else {
            return .failure(
                CryptographyError(.truncated, "\(sealed.count) bytes are too few: sealed ones are at least \(overhead)")
            )
        }
        let nonce = UnsafeRawBufferPointer(rebasing: sealed[..<nonceByteCount])
        let ciphertext = UnsafeRawBufferPointer(rebasing: sealed[nonceByteCount..<(nonceByteCount + count)])
        let tag = UnsafeRawBufferPointer(rebasing: sealed[(nonceByteCount + count)...])
        var isAuthentic = false
        let plaintext = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
            var context = GCMContext(.open, key: key, nonce: nonce)
            aad.withUnsafeBytes { context.authenticate($0) }
            context.update(ciphertext, into: target)
            isAuthentic = context.finishOpening(tag: tag)
            if isAuthentic {
                written = count
            } else {
                // What came out isn't authentic: nobody may see it, not even later in reused memory.
                OPENSSL_cleanse(target.baseAddress, count)
            }
        }
        guard isAuthentic else {
            return .failure(
                CryptographyError(
                    .authenticationFailed, "the sealed bytes, the key and the associated data don't belong together"))
        }
        return .success(plaintext)
    }
}
