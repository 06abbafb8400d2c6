/// SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// The digest of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The digest of `bytes`.
    package static func hash(_ bytes: RawSpan) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The digest of `bytes`.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var hasher = Hasher()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// The digest of `prefix ‖ bytes`, without putting them together first.
    package static func hash(prefix: UInt8, _ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var hasher = Hasher()
        withUnsafeBytes(of: prefix) { hasher.update($0) }
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// The digest of `prefix ‖ left ‖ right`, 65 bytes: a node of a Merkle tree (RFC 6962 §2.1).
    package static func hash(prefix: UInt8, _ left: Hash256, _ right: Hash256) -> Hash256 {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Hash256.byteCount, alignment: 1) { node in
            node[0] = prefix
            // The allocation is never empty, so it has an address.
            left.store(to: node.baseAddress! + 1)
            right.store(to: node.baseAddress! + 1 + Hash256.byteCount)
            return hash(UnsafeRawBufferPointer(node))
        }
    }
}
