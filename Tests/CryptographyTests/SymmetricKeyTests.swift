import Cryptography
import Testing

@Suite("Symmetric key")
struct SymmetricKeyTests {
    @Test("is 32 bytes and nothing else", arguments: [0, 16, 31, 33, 64])
    func wrongLengths(count: Int) {
        #expect(SymmetricKey(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test("gives its bytes back")
    func bytes() throws {
        let bytes = SecureRandom.bytes(32)
        let key = try #require(SymmetricKey(bytes: bytes))
        #expect(key.bytes == bytes)
        #expect(key.withUnsafeBytes { Array($0) } == bytes)
    }

    @Test("is another each time it is made at random")
    func random() {
        let keys = (0..<100).map { _ in SymmetricKey.random().bytes }
        #expect(Set(keys).count == keys.count)
    }

    @Test("isn't printed, reflected or dumped")
    func redacted() {
        let key = SymmetricKey.random()
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(text.contains("redacted"))
            #expect(!text.contains("SecretBytes"))
        }
        #expect(Mirror(reflecting: key).children.isEmpty)
    }
}
