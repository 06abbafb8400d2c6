/// Counts and sums what was seen, in any order: two tallies under one key are equal when the same things went in, and, but for a
/// chance of 2^-64, only then.
///
/// What goes in is hashed under a key that nobody knew when it was written, so that nobody can have chosen things whose sums are
/// equal.
struct KeyedTally: Hashable, Sendable {
    private(set) var count: Int64 = 0
    private var sum: UInt64 = 0

    /// The key of one comparison.
    struct Key: Sendable {
        fileprivate let words: (UInt64, UInt64) = (.random(in: .min ... .max), .random(in: .min ... .max))
    }

    /// Adds that `tenant` has the id of these sixteen bytes at `position`.
    mutating func add(tenant: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer, position: Int64, key: Key) {
        var hash = SipHash(key: key.words)
        hash.add(UInt64(bitPattern: position))
        // What isn't sixteen bytes is no id, and reported as such.
        if id.count == 16 {
            hash.add(id.loadUnaligned(as: UInt64.self))
            hash.add(id.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        count += 1
        sum &+= hash.finish(tenant)
    }
}
