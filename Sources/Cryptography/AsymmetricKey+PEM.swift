internal import COpenSSL

extension AsymmetricKey {
    /// The first private key in `pem`, PKCS#8 or the algorithm's own form; nil when there is none or it is encrypted.
    convenience init?(privatePEM pem: String) {
        self.init(pem: pem) { PEM_read_bio_PrivateKey($0, nil, refusePassphrase, nil) }
    }

    /// The first public key (SubjectPublicKeyInfo) in `pem`; nil when there is none.
    convenience init?(publicPEM pem: String) {
        self.init(pem: pem) { PEM_read_bio_PUBKEY($0, nil, refusePassphrase, nil) }
    }

    private convenience init?(pem: String, read: (OpaquePointer) -> OpaquePointer?) {
        var pem = pem
        let key = pem.withUTF8 { text -> OpaquePointer? in
            // libcrypto counts in 32 bits and finds nothing in no bytes.
            guard let count = Int32(exactly: text.count), count > 0 else { return nil }
            let source = TextSource(text.baseAddress, count)
            return read(source.pointer)
        }
        guard let key else {
            LibCrypto.discardErrors()
            return nil
        }
        self.init(owning: key)
    }
}

/// Text that libcrypto reads where it lies.
private struct TextSource: ~Copyable {
    let pointer: OpaquePointer

    init(_ start: UnsafeRawPointer?, _ count: Int32) {
        pointer = LibCrypto.require(BIO_new_mem_buf(start, count), "a memory buffer")
    }

    deinit {
        BIO_free(pointer)
    }
}

/// Given where libcrypto would otherwise ask for a passphrase on the terminal.
private let refusePassphrase:
    @convention(c) (
        UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
    ) -> Int32 = { _, _, _, _ in -1 }
