/// Remembers keys in two megabytes, however many they are: what it says isn't there isn't. (A Bloom filter.)
///
/// With a million keys it takes one unknown key in five hundred for a known one, with five million one in four: each of them
/// costs a look into the table.
struct KeyFilter: Sendable {
    private static let bitCount: UInt64 = 1 << 24
    private static let probes: UInt64 = 4

    // Empty until the first key comes.
    private var words: [UInt64] = []

    /// - Parameter hash: of the key, as well mixed as `Hashable`'s.
    mutating func insert(_ hash: Int) {
        if words.isEmpty { words = [UInt64](repeating: 0, count: Int(Self.bitCount / 64)) }
        for bit in Self.bits(of: hash) { words[Int(bit / 64)] |= 1 << (bit % 64) }
    }

    /// Whether the key may have been inserted; never false for one that was.
    func mayHold(_ hash: Int) -> Bool {
        !words.isEmpty && Self.bits(of: hash).allSatisfy { bit in words[Int(bit / 64)] & (1 << (bit % 64)) != 0 }
    }

    /// Two halves of one hash make as many as are wanted (Kirsch and Mitzenmacher, "Less hashing, same performance").
    private static func bits(of hash: Int) -> some Sequence<UInt64> {
        let hash = UInt64(bitPattern: Int64(hash))
        let (first, step) = (hash & 0xFFFF_FFFF, hash >> 32 | 1)
        return (0..<probes).lazy.map { (first &+ $0 &* step) % bitCount }
    }
}
