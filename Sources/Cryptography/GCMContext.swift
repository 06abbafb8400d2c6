internal import COpenSSL

/// One sealing or opening of AES-256-GCM: associated data first, then the text, then the tag.
struct GCMContext: ~Copyable {
    enum Direction: Int32 {
        case open = 0
        case seal = 1
    }

    private let pointer: OpaquePointer

    init(_ direction: Direction, key: SymmetricKey, nonce: UnsafeRawBufferPointer) {
        pointer = LibCrypto.require(EVP_CIPHER_CTX_new(), "a cipher context")
        let result = key.withUnsafeBytes { key in
            EVP_CipherInit_ex2(
                pointer, LibCrypto.aes256GCM, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                nonce.baseAddress?.assumingMemoryBound(to: UInt8.self), direction.rawValue, nil)
        }
        LibCrypto.require(result, "EVP_CipherInit_ex2")
    }

    deinit {
        // Wipes the key schedule.
        EVP_CIPHER_CTX_free(pointer)
    }

    mutating func authenticate(_ data: UnsafeRawBufferPointer) {
        transform(data, into: nil)
    }

    /// Writes as many bytes to `target` as `source` has.
    mutating func update(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
        precondition(target.count >= source.count, "the target is shorter than the source")
        transform(source, into: target.baseAddress)
    }

    /// Writes the tag over all that was given.
    consuming func finishSealing(tag: UnsafeMutableRawBufferPointer) {
        var written: Int32 = 0
        LibCrypto.require(EVP_CipherFinal_ex(pointer, nil, &written), "EVP_CipherFinal_ex")
        let result = EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), tag.baseAddress)
        LibCrypto.require(result, "EVP_CTRL_AEAD_GET_TAG")
    }

    /// Whether `tag` is the tag of all that was given.
    consuming func finishOpening(tag: UnsafeRawBufferPointer) -> Bool {
        // The call only reads the tag; it isn't const because other controls write.
        let start = UnsafeMutableRawPointer(mutating: tag.baseAddress)
        let result = EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), start)
        LibCrypto.require(result, "EVP_CTRL_AEAD_SET_TAG")
        var written: Int32 = 0
        guard EVP_CipherFinal_ex(pointer, nil, &written) == 1 else {
            LibCrypto.discardErrors()
            return false
        }
        return true
    }

    /// Goes through `source` in parts, as libcrypto counts in 32 bits. Without a target it is associated data.
    private func transform(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer?) {
        var offset = 0
        while offset < source.count {
            let count = min(source.count - offset, 1 << 30)
            var written: Int32 = 0
            let result = EVP_CipherUpdate(
                pointer, target.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) }, &written,
                (source.baseAddress! + offset).assumingMemoryBound(to: UInt8.self), Int32(count))
            LibCrypto.require(result, "EVP_CipherUpdate")
            offset += count
        }
    }
}
