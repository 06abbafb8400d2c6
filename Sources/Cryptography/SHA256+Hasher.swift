internal import COpenSSL

extension SHA256 {
    /// SHA-256 of bytes that come in parts.
    ///
    /// Not copyable, so that a part can't go into a copy by mistake. Its state lies inline; it owns no memory.
    package struct Hasher: ~Copyable {
        private var state = SHA256_CTX()

        /// A hasher that has seen nothing yet.
        package init() {
            SHA256_Init(&state)
        }

        /// Adds `bytes` to what is hashed.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            SHA256_Update(&state, bytes.baseAddress, bytes.count)
        }

        /// Adds `bytes` to what is hashed.
        package mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// Adds `bytes` to what is hashed.
        package mutating func update(_ bytes: RawSpan) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// Adds the 32 bytes of `hash` to what is hashed.
        package mutating func update(_ hash: Hash256) {
            hash.withUnsafeBytes { update($0) }
        }

        /// Adds the UTF-8 of `text` to what is hashed.
        package mutating func update(_ text: String) {
            update(text.utf8Span.span.bytes)
        }

        /// The digest of all that was added.
        package consuming func finalize() -> Hash256 {
            withUnsafeTemporaryAllocation(byteCount: Hash256.byteCount, alignment: 8) { digest in
                // The allocation is never empty, so it has an address.
                let base = digest.baseAddress!
                SHA256_Final(base.assumingMemoryBound(to: UInt8.self), &state)
                return Hash256(unchecked: base)
            }
        }
    }
}
