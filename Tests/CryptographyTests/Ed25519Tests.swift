import Cryptography
import Testing

@Suite("Ed25519")
struct Ed25519Tests {
    private let message = Array("a checkpoint".utf8)

    @Test("gives the keys and signatures of RFC 8032 §7.1", arguments: Ed25519Vector.rfc8032)
    func vectors(vector: Ed25519Vector) throws {
        let key = try Ed25519.PrivateKey(seed: try hex(vector.seed))
        let message = try hex(vector.message)
        #expect(Hex.encode(key.seed) == vector.seed)
        #expect(Hex.encode(key.publicKey.bytes) == vector.publicKey)
        #expect(Hex.encode(key.sign(message)) == vector.signature)
        let publicKey = try Ed25519.PublicKey(bytes: try hex(vector.publicKey))
        #expect(publicKey == key.publicKey)
        #expect(publicKey.verify(try hex(vector.signature), message))
    }

    @Test("refuses a signature whose S isn't below the group's order", arguments: Ed25519Vector.rfc8032)
    func malleated(vector: Ed25519Vector) throws {
        let key = try Ed25519.PublicKey(bytes: try hex(vector.publicKey))
        #expect(!key.verify(try hex(vector.malleated), try hex(vector.message)))
    }

    @Test("refuses a signature or message with any bit flipped")
    func flippedBits() {
        let key = Ed25519.PrivateKey()
        let signature = key.sign(message)
        #expect(key.publicKey.verify(signature, message))
        for bit in 0..<(signature.count * 8) {
            #expect(!key.publicKey.verify(signature.flippingBit(bit), message), "bit \(bit)")
        }
        for bit in 0..<(message.count * 8) {
            #expect(!key.publicKey.verify(signature, message.flippingBit(bit)), "bit \(bit)")
        }
    }

    @Test("refuses a signature of another length", arguments: [0, 1, 32, 63, 65, 128])
    func wrongSignatureLength(count: Int) {
        let key = Ed25519.PrivateKey()
        let signature = key.sign(message)
        #expect(!key.publicKey.verify(Array((signature + signature + signature).prefix(count)), message))
    }

    @Test("refuses the signature of another key")
    func wrongKey() {
        #expect(!Ed25519.PrivateKey().publicKey.verify(Ed25519.PrivateKey().sign(message), message))
    }

    @Test("a seed and a public key are 32 bytes and nothing else", arguments: [0, 31, 33, 64])
    func wrongKeyLengths(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect { try Ed25519.PrivateKey(seed: bytes) } throws: { ($0 as? CryptographyError)?.code == .invalidKey }
        #expect { try Ed25519.PublicKey(bytes: bytes) } throws: { ($0 as? CryptographyError)?.code == .invalidKey }
    }

    @Test("nothing verifies under bytes that aren't a point of the curve")
    func noPoint() throws {
        // y = 2 gives no x (RFC 8032 §5.1.3, step 3).
        let key = try Ed25519.PublicKey(bytes: [2] + [UInt8](repeating: 0, count: 31))
        #expect(!key.verify(Ed25519.PrivateKey().sign(message), message))
    }

    @Test("a private key isn't printed or dumped")
    func redacted() {
        let key = Ed25519.PrivateKey()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "Ed25519.PrivateKey(redacted)")
        #expect(!dumped.contains("SecretBytes"))
    }

    @Test("new keys differ")
    func newKeys() {
        #expect(Set((0..<20).map { _ in Ed25519.PrivateKey().publicKey }).count == 20)
    }
}
