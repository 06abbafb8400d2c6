import Cryptography
import Testing

@Suite("Random bytes")
struct SecureRandomTests {
    @Test("are as many as asked for", arguments: [0, 1, 12, 32, 100_000])
    func count(count: Int) {
        #expect(SecureRandom.bytes(count).count == count)
    }

    @Test("don't repeat")
    func distinct() {
        #expect(Set((0..<1000).map { _ in SecureRandom.bytes(16) }).count == 1000)
    }
}
