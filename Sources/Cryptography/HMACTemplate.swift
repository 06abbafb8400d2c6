internal import COpenSSL

/// A keyed context of HMAC that has seen no message, copied for each.
///
/// Keying hashes two blocks; a copy is cheaper, and lets threads share a key without a lock.
// Unchecked: after init the context is only read, as the source of EVP_MAC_CTX_dup.
final class HMACTemplate: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ algorithm: HMACKey.Algorithm, key: [UInt8]) {
        pointer = LibCrypto.require(EVP_MAC_CTX_new(LibCrypto.hmac), "a context of HMAC")
        // HMAC pads keys with zeroes (RFC 2104 §2), so these two are the same key; libcrypto takes no bytes for no key.
        let key = key.isEmpty ? [0] : key
        var digest = Array(algorithm.digestName.utf8CString)
        let result = digest.withUnsafeMutableBufferPointer { name in
            let parameters = [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(pointer, key, key.count, parameters)
        }
        LibCrypto.require(result, "EVP_MAC_init")
    }

    deinit {
        // Wipes what it holds of the key.
        EVP_MAC_CTX_free(pointer)
    }

    /// A keyed context for one message, which the caller owns.
    func context() -> OpaquePointer {
        LibCrypto.require(EVP_MAC_CTX_dup(pointer), "a context of HMAC")
    }
}

extension HMACKey.Algorithm {
    fileprivate var digestName: String {
        switch self {
        case .sha256: "SHA256"
        case .sha1: "SHA1"
        }
    }
}
