internal import COpenSSL

/// Random bytes that nobody can predict, from libcrypto's generator (seeded by the kernel).
package enum SecureRandom {
    /// `count` random bytes, for nonces and identifiers.
    package static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
            LibCrypto.require(RAND_bytes_ex(nil, bytes.baseAddress, count, 0), "RAND_bytes")
            written = count
        }
    }

    /// Fills `target` for use as a key, from the generator whose output is never shown to anybody.
    static func fillPrivate(_ target: UnsafeMutableRawBufferPointer) {
        let start = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        LibCrypto.require(RAND_priv_bytes_ex(nil, start, target.count, 0), "RAND_priv_bytes")
    }
}
