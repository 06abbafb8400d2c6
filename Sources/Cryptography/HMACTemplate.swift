internal import COpenSSL
import Synchronization

/// A keyed context of HMAC that has seen no message, copied for each.
///
/// Keying hashes two blocks; a copy is cheaper, and lets threads share a key. Copies that have done their work are kept for the
/// next messages, under a lock held for a moment only: making one takes a dozen allocations.
// Unchecked: after init the context is only read, as the source of EVP_MAC_CTX_dup.
final class HMACTemplate: @unchecked Sendable {
    // Unchecked: used by one message at a time, on whatever thread.
    private struct Copy: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private let pointer: OpaquePointer
    private let copies = Mutex<[Copy]>([])

    /// How many copies are kept at most: about as many as there are threads that use one key at a time.
    private static let keptCopies = 16

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
        // Wipes what they hold of the key.
        copies.withLock { for copy in $0 { EVP_MAC_CTX_free(copy.pointer) } }
        EVP_MAC_CTX_free(pointer)
    }

    /// A keyed context for one message, which the caller gives back.
    func context() -> OpaquePointer {
        copies.withLock { $0.popLast() }?.pointer ?? LibCrypto.require(EVP_MAC_CTX_dup(pointer), "a context of HMAC")
    }

    /// Takes back a context whose message is over, and makes it forget that.
    func giveBack(_ context: OpaquePointer) {
        let copy = Copy(pointer: context)
        let isKept =
            Self.restarts && EVP_MAC_init(context, nil, 0, nil) == 1
            && copies.withLock { copies in
                guard copies.count < Self.keptCopies else { return false }
                copies.append(copy)
                return true
            }
        if !isKept { EVP_MAC_CTX_free(context) }
    }

    /// Whether this libcrypto begins anew when it is initialised without a key. The first releases of OpenSSL 3 went on with the
    /// old message.
    private static let restarts: Bool = {
        let template = HMACTemplate(.sha256, key: [1])
        guard let context = EVP_MAC_CTX_dup(template.pointer) else { return false }
        defer { EVP_MAC_CTX_free(context) }
        func code() -> [UInt8]? {
            var code = [UInt8](repeating: 0, count: 32)
            var written = 0
            let isDone = EVP_MAC_update(context, [2], 1) == 1 && EVP_MAC_final(context, &code, &written, 32) == 1
            return isDone ? code : nil
        }
        guard let first = code(), EVP_MAC_init(context, nil, 0, nil) == 1, let second = code() else { return false }
        // A message that was begun and left must be forgotten as well.
        guard EVP_MAC_init(context, nil, 0, nil) == 1, EVP_MAC_update(context, [3], 1) == 1,
            EVP_MAC_init(context, nil, 0, nil) == 1, let third = code()
        else { return false }
        return first == second && first == third
    }()
}

extension HMACKey.Algorithm {
    fileprivate var digestName: String {
        switch self {
        case .sha256: "SHA256"
        case .sha1: "SHA1"
        }
    }
}
