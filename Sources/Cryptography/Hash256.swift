/// A hash of 32 bytes, such as SHA-256 gives: a plain value without a heap allocation.
///
/// Ordered as its bytes are, first byte first.
package struct Hash256: Hashable, Sendable {
    /// How many bytes a hash has.
    package static let byteCount = 32

    /// 32 zero bytes.
    package static let zero = Hash256(words: (0, 0, 0, 0))

    // Loaded big-endian, so that comparing words is comparing bytes.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (word0, word1, word2, word3) = words
    }

    /// The hash that the first 32 bytes at `source` are; `source` may be unaligned.
    init(unchecked source: UnsafeRawPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: source.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        self.init(words: (word(0), word(1), word(2), word(3)))
    }

    /// Writes the 32 bytes to `target`, which may be unaligned.
    func store(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: word0.bigEndian, toByteOffset: 0, as: UInt64.self)
        target.storeBytes(of: word1.bigEndian, toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: word2.bigEndian, toByteOffset: 16, as: UInt64.self)
        target.storeBytes(of: word3.bigEndian, toByteOffset: 24, as: UInt64.self)
    }
}

extension Hash256 {
    /// Takes 32 bytes as they are; nil for any other number of them.
    package init?(_ bytes: some Collection<UInt8>) {
        guard let hash = bytes.withContiguousBytes({ Hash256(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = hash
    }

    /// Takes 32 bytes as they are; nil for any other number of them.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount, let base = bytes.baseAddress else { return nil }
        self.init(unchecked: base)
    }

    /// Reads 64 hexadecimal digits, upper or lower case; nil for anything else.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// Reads 32 bytes from standard, padded base64; nil for anything else.
    package init?(base64: some StringProtocol) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        withUnsafeBytes { [UInt8]($0) }
    }

    /// 64 lowercase hexadecimal digits.
    package var hex: String {
        withUnsafeBytes { Hex.encode($0) }
    }

    /// Standard base64 with padding: 44 characters.
    package var base64: String {
        withUnsafeBytes { Base64.encode($0) }
    }

    /// Calls `body` with the 32 bytes, which are gone when it returns.
    package func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let wire = (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
        return try Swift.withUnsafeBytes(of: wire, body)
    }
}

extension Hash256 {
    /// A hash is as good as random in every bit: a quarter of it is enough to tell hashes apart in a table.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(word0)
    }
}

extension Hash256: Comparable {
    package static func < (left: Hash256, right: Hash256) -> Bool {
        (left.word0, left.word1, left.word2, left.word3) < (right.word0, right.word1, right.word2, right.word3)
    }
}

extension Hash256: CustomStringConvertible {
    package var description: String { hex }
}
