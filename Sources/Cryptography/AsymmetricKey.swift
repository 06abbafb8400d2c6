internal import COpenSSL

/// A key pair or a public key of libcrypto.
// Unchecked: the EVP_PKEY is never changed once it is here, and libcrypto lets any number of threads sign and verify
// with one such key; its reference count and its providers' caches have locks of their own.
final class AsymmetricKey: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes the key over and frees it in the end.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// Whether the key is of the algorithm that libcrypto calls `name`.
    func isKind(_ name: String) -> Bool {
        EVP_PKEY_is_a(pointer, name) == 1
    }

    /// The security parameter: the length of an RSA modulus.
    var bitCount: Int {
        Int(EVP_PKEY_get_bits(pointer))
    }

    /// Signs `message`, hashed with `digest` unless the algorithm hashes by itself; nil when the key can't.
    func signature(of message: [UInt8], digest: OpaquePointer?) -> [UInt8]? {
        let context = SignatureContext()
        var count = 0
        guard
            EVP_DigestSignInit(context.pointer, nil, digest, nil, pointer) == 1,
            EVP_DigestSign(context.pointer, nil, &count, message, message.count) == 1
        else {
            LibCrypto.discardErrors()
            return nil
        }
        var isSigned = false
        let signature = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            isSigned = EVP_DigestSign(context.pointer, buffer.baseAddress, &count, message, message.count) == 1
            written = isSigned ? count : 0
        }
        guard isSigned else {
            LibCrypto.discardErrors()
            return nil
        }
        return signature
    }

    /// Whether `signature` is one of this key over `message`.
    func isValid(_ signature: [UInt8], of message: [UInt8], digest: OpaquePointer?) -> Bool {
        let context = SignatureContext()
        guard
            EVP_DigestVerifyInit(context.pointer, nil, digest, nil, pointer) == 1,
            EVP_DigestVerify(context.pointer, signature, signature.count, message, message.count) == 1
        else {
            LibCrypto.discardErrors()
            return false
        }
        return true
    }
}

extension AsymmetricKey {
    /// The key pair of a 32-byte Ed25519 seed; precondition: 32 bytes.
    static func ed25519(seed: UnsafeRawBufferPointer) -> AsymmetricKey {
        let start = seed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let pointer = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, start, seed.count)
        return AsymmetricKey(owning: LibCrypto.require(pointer, "a private key of Ed25519"))
    }

    /// An Ed25519 public key; nil when libcrypto refuses the bytes, as it does unless they are 32.
    static func ed25519(publicKey: [UInt8]) -> AsymmetricKey? {
        guard let pointer = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, publicKey, publicKey.count) else {
            LibCrypto.discardErrors()
            return nil
        }
        return AsymmetricKey(owning: pointer)
    }

    /// The 32 bytes of an Ed25519 public key.
    var rawPublicKey: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, written in
            written = buffer.count
            let result = EVP_PKEY_get_raw_public_key(pointer, buffer.baseAddress, &written)
            LibCrypto.require(result, "EVP_PKEY_get_raw_public_key")
        }
    }
}

/// The context of one signing or verifying.
private struct SignatureContext: ~Copyable {
    let pointer = LibCrypto.require(EVP_MD_CTX_new(), "a digest context")

    deinit {
        EVP_MD_CTX_free(pointer)
    }
}
