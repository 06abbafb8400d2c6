internal import COpenSSL

/// What all uses of libcrypto have in common: its algorithms, fetched once, and its errors.
///
/// A fetch searches the providers under a lock, so it is done once for the process. The algorithms are never freed.
enum LibCrypto {
    // Unsafe only to the compiler: a fetched algorithm never changes, and libcrypto counts its references atomically.
    nonisolated(unsafe) static let sha256 = require(EVP_MD_fetch(nil, "SHA256", nil), "the digest SHA-256")

    // As above.
    nonisolated(unsafe) static let aes256GCM = require(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil), "AES-256-GCM")

    // As above.
    nonisolated(unsafe) static let hmac = require(EVP_MAC_fetch(nil, "HMAC", nil), "HMAC")

    /// The object that libcrypto made, which it fails to only without memory or without its default provider: nothing
    /// that input can cause, and nothing that a caller could go on from.
    static func require<Object>(_ object: Object?, _ name: StaticString) -> Object {
        guard let object else { preconditionFailure("libcrypto can't provide \(name)") }
        return object
    }

    /// Stops the process when a call failed that only misuse or exhausted memory makes fail.
    static func require(_ result: Int32, _ name: StaticString) {
        precondition(result == 1, "libcrypto failed at \(name)")
    }

    /// Empties this thread's queue of errors.
    ///
    /// Called wherever input made libcrypto fail: libpq and libcurl read the same queue after their TLS calls, and
    /// would take an error left behind for their own.
    static func discardErrors() {
        ERR_clear_error()
    }
}
