internal import COpenSSL

/// Whether `left` and `right` are the same bytes, in a time that depends on their lengths only, so that a caller who
/// guesses a code learns nothing from how long a refusal takes.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

/// Whether `left` and `right` are the same, in a time that doesn't depend on what they are.
package func constantTimeEqual(_ left: Hash256, _ right: Hash256) -> Bool {
    left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
            CRYPTO_memcmp(left.baseAddress, right.baseAddress, Hash256.byteCount) == 0
        }
    }
}
