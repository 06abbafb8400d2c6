internal import COpenSSL

extension HMACKey {
    /// The code of one message that comes in parts, made by ``HMACKey/authenticator()``.
    package struct Authenticator: ~Copyable {
        private let template: HMACTemplate
        private let context: OpaquePointer
        private let algorithm: Algorithm

        init(_ template: HMACTemplate, _ algorithm: Algorithm) {
            self.template = template
            self.algorithm = algorithm
            context = template.context()
        }

        deinit {
            template.giveBack(context)
        }

        /// Adds `bytes` to the message.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            LibCrypto.require(EVP_MAC_update(context, start, bytes.count), "EVP_MAC_update")
        }

        /// Adds `bytes` to the message.
        package mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// Adds `bytes` to the message.
        package mutating func update(_ bytes: RawSpan) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// Adds the UTF-8 of `text` to the message.
        package mutating func update(_ text: String) {
            update(text.utf8Span.span.bytes)
        }

        /// The code of all that was added: ``HMACKey/Algorithm/byteCount`` bytes.
        package consuming func finalize() -> [UInt8] {
            let count = algorithm.byteCount
            return [UInt8](unsafeUninitializedCapacity: count) { code, written in
                LibCrypto.require(EVP_MAC_final(context, code.baseAddress, &written, count), "EVP_MAC_final")
            }
        }

        /// The code of all that was added, under a key of HMAC-SHA-256.
        package consuming func finalize256() -> Hash256 {
            precondition(algorithm == .sha256, "only HMAC-SHA-256 has a code of 32 bytes")
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Hash256.byteCount) { code in
                var written = 0
                LibCrypto.require(EVP_MAC_final(context, code.baseAddress, &written, code.count), "EVP_MAC_final")
                // The allocation is never empty, so it has an address.
                return Hash256(unchecked: code.baseAddress!)
            }
        }
    }
}
