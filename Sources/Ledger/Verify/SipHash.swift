/// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of 64 bits for short inputs, quick enough for every row of a table.
struct SipHash {
    private var words: (UInt64, UInt64, UInt64, UInt64)
    private var length: UInt64 = 0

    /// - Parameter key: sixteen bytes, as two little-endian words.
    init(key: (UInt64, UInt64)) {
        words = (
            key.0 ^ 0x736f_6d65_7073_6575, key.1 ^ 0x646f_7261_6e64_6f6d, key.0 ^ 0x6c79_6765_6e65_7261,
            key.1 ^ 0x7465_6462_7974_6573
        )
    }

    /// Adds eight bytes, as a little-endian word.
    mutating func add(_ word: UInt64) {
        length += 8
        compress(word)
    }

    /// Adds the last bytes, of any number.
    ///
    /// - Returns: the hash of all that was added.
    consuming func finish(_ rest: UnsafeRawBufferPointer) -> UInt64 {
        var offset = 0
        while offset + 8 <= rest.count {
            add(UInt64(littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var last = (length + UInt64(rest.count - offset)) << 56
        var shift: UInt64 = 0
        while offset < rest.count {
            last |= UInt64(rest[offset]) << shift
            shift += 8
            offset += 1
        }
        compress(last)
        words.2 ^= 0xff
        for _ in 0..<4 { round() }
        return words.0 ^ words.1 ^ words.2 ^ words.3
    }

    private mutating func compress(_ word: UInt64) {
        words.3 ^= word
        round()
        round()
        words.0 ^= word
    }

    // Called a dozen times for every row: as a function of its own it would cost as much as it does.
    @inline(__always)
    private mutating func round() {
        words.0 &+= words.1
        words.1 = Self.rotated(words.1, 13) ^ words.0
        words.0 = Self.rotated(words.0, 32)
        words.2 &+= words.3
        words.3 = Self.rotated(words.3, 16) ^ words.2
        words.0 &+= words.3
        words.3 = Self.rotated(words.3, 21) ^ words.0
        words.2 &+= words.1
        words.1 = Self.rotated(words.1, 17) ^ words.2
        words.2 = Self.rotated(words.2, 32)
    }

    @inline(__always)
    private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }
}
