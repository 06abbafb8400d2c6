import Cryptography
import Testing

@Suite("Constant-time comparison")
struct ConstantTimeEqualTests {
    @Test("same bytes are equal", arguments: [0, 1, 20, 32, 1000])
    func equal(count: Int) {
        let bytes = SecureRandom.bytes(count)
        #expect(constantTimeEqual(bytes, bytes))
        #expect(constantTimeEqual(bytes, bytes.map { $0 }))
    }

    @Test("any bit that differs makes a difference")
    func flippedBits() throws {
        let bytes = SecureRandom.bytes(32)
        for bit in 0..<256 {
            #expect(!constantTimeEqual(bytes, bytes.flippingBit(bit)))
            let (left, right) = (try #require(Hash256(bytes)), try #require(Hash256(bytes.flippingBit(bit))))
            #expect(!constantTimeEqual(left, right))
            #expect(constantTimeEqual(left, left))
        }
    }

    @Test("other lengths differ, and a prefix isn't enough")
    func lengths() {
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
        #expect(!constantTimeEqual([], [0]))
        #expect(!constantTimeEqual([0], []))
    }
}
