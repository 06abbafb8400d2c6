import Cryptography
import Testing

@Suite("AES-256-GCM")
struct AES256GCMTests {
    private let key = SymmetricKey.random()
    private let plaintext = Array("a body that arrived".utf8)
    private let aad = Array("tenant, event, subject".utf8)

    @Test("seals and opens the published vectors", arguments: GCMVector.specification + GCMVector.validation)
    func vectors(vector: GCMVector) throws {
        let key = try #require(SymmetricKey(bytes: try hex(vector.key)))
        let aad = try hex(vector.aad)
        let sealed = AES256GCM.seal(try hex(vector.plaintext), key: key, nonce: try hex(vector.nonce), aad: aad)
        #expect(Hex.encode(sealed) == vector.nonce + vector.ciphertext + vector.tag)
        #expect(try AES256GCM.open(sealed, key: key, aad: aad) == hex(vector.plaintext))
    }

    @Test("opens what it sealed, of every length around a block's", arguments: [0, 1, 15, 16, 17, 100, 4096, 100_000])
    func roundTrip(count: Int) throws {
        let plaintext = SecureRandom.bytes(count)
        let sealed = AES256GCM.seal(plaintext, key: key, aad: aad)
        #expect(sealed.count == count + AES256GCM.overhead)
        #expect(try AES256GCM.open(sealed, key: key, aad: aad) == plaintext)
        let opened = try sealed.withUnsafeBytes { try AES256GCM.open($0, key: key, aad: aad) }
        #expect(opened == plaintext)
        #expect(
            try AES256GCM.open(plaintext.withUnsafeBytes { AES256GCM.seal($0, key: key, aad: []) }, key: key, aad: [])
                == plaintext)
    }

    @Test("takes another nonce for every sealing")
    func freshNonces() {
        let nonces = (0..<100).map { _ in
            Array(AES256GCM.seal(plaintext, key: key, aad: aad).prefix(AES256GCM.nonceByteCount))
        }
        #expect(Set(nonces).count == nonces.count)
    }

    @Test("refuses sealed bytes with any bit flipped, in nonce, ciphertext or tag")
    func flippedBits() {
        let sealed = AES256GCM.seal(plaintext, key: key, aad: aad)
        for bit in 0..<(sealed.count * 8) {
            expectRefused(sealed.flippingBit(bit), key: key, aad: aad, "bit \(bit)")
        }
    }

    @Test("refuses associated data with any bit flipped, less or more of it")
    func wrongAssociatedData() {
        let sealed = AES256GCM.seal(plaintext, key: key, aad: aad)
        for bit in 0..<(aad.count * 8) {
            expectRefused(sealed, key: key, aad: aad.flippingBit(bit), "bit \(bit)")
        }
        expectRefused(sealed, key: key, aad: [], "none")
        expectRefused(sealed, key: key, aad: aad.dropLast(), "shorter")
        expectRefused(sealed, key: key, aad: aad + [0], "longer")
    }

    @Test("refuses the wrong key")
    func wrongKey() throws {
        let sealed = AES256GCM.seal(plaintext, key: key, aad: aad)
        expectRefused(sealed, key: .random(), aad: aad, "another key")
        for bit in 0..<256 {
            let near = try #require(SymmetricKey(bytes: key.bytes.flippingBit(bit)))
            expectRefused(sealed, key: near, aad: aad, "bit \(bit)")
        }
    }

    @Test("refuses sealed bytes that are cut or grew")
    func wrongLengths() {
        let sealed = AES256GCM.seal(plaintext, key: key, aad: aad)
        for count in 0..<sealed.count {
            let cut = Array(sealed.prefix(count))
            let code: CryptographyError.Code = count < AES256GCM.overhead ? .truncated : .authenticationFailed
            expectRefused(cut, key: key, aad: aad, as: code, "\(count) bytes")
        }
        expectRefused(sealed + [0], key: key, aad: aad, "one byte more")
        expectRefused(Array(sealed.dropFirst()), key: key, aad: aad, "without its first byte")
    }

    private func expectRefused(
        _ sealed: [UInt8], key: SymmetricKey, aad: [UInt8], as code: CryptographyError.Code = .authenticationFailed,
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(CryptographyError) {
            _ = try AES256GCM.open(sealed, key: key, aad: aad)
            Issue.record("opened: \(what)", sourceLocation: sourceLocation)
        } catch {
            #expect(error.code == code, "\(what)", sourceLocation: sourceLocation)
        }
    }
}
