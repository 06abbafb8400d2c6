import Cryptography
import Testing

@Suite("Hash256")
struct Hash256Tests {
    private let bytes = (0..<32).map { UInt8($0 * 7 + 3) }

    @Test("keeps its bytes in their order, from any collection")
    func bytesKept() throws {
        let hash = try #require(Hash256(bytes))
        #expect(hash.bytes == bytes)
        #expect(hash.withUnsafeBytes { Array($0) } == bytes)
        #expect(Hash256(([0] + bytes).dropFirst()) == hash)
        #expect(Hash256(bytes.reversed().reversed() as ReversedCollection<[UInt8]>) == hash)
        #expect(([0] + bytes).withUnsafeBytes { Hash256(UnsafeRawBufferPointer(rebasing: $0[1...])) } == hash)
    }

    @Test("is 32 bytes and nothing else", arguments: [0, 1, 31, 33, 64])
    func wrongLengths(count: Int) {
        #expect(Hash256([UInt8](repeating: 0, count: count)) == nil)
        #expect(Hash256(hex: String(repeating: "00", count: count)) == nil)
        #expect(Hash256(base64: Base64.encode([UInt8](repeating: 0, count: count))) == nil)
    }

    @Test("is read back from its hexadecimal and base64 forms")
    func texts() throws {
        let hash = try #require(Hash256(bytes))
        #expect(hash.hex == Hex.encode(bytes))
        #expect(hash.description == hash.hex)
        #expect(Hash256(hex: hash.hex.uppercased()) == hash)
        #expect(hash.base64 == Base64.encode(bytes))
        #expect(Hash256(base64: hash.base64) == hash)
        #expect(Hash256(hex: String(repeating: "0g", count: 32)) == nil)
    }

    @Test("zero is 32 zero bytes")
    func zero() {
        #expect(Hash256.zero.bytes == [UInt8](repeating: 0, count: 32))
    }

    @Test("is ordered as its bytes are", arguments: 0..<32)
    func order(position: Int) throws {
        var larger = bytes
        larger[position] += 1
        // What follows the first difference doesn't count.
        for later in (position + 1)..<max(position + 1, 32) {
            larger[later] = 0
        }
        let (left, right) = (try #require(Hash256(bytes)), try #require(Hash256(larger)))
        #expect(left < right)
        #expect(!(right < left))
        #expect(left != right)
    }
}
