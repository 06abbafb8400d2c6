/// Tells subjects apart that are strung together.
///
/// They are keyed hashes, so their own bits say where each stands in a table that is half full at most: hashing them once more is what
/// telling a month's contacts apart with a `Set` is mostly spent on.
enum DistinctSubjects {
    /// Bytes of a subject.
    static let size = 16

    /// How many different ones there are.
    static func count(in subjects: [UInt8]) -> Int64 {
        var places = 1
        while places < 2 * subjects.count / size { places *= 2 }
        // A place with nothing but zeros is free: one that is zero itself is counted apart.
        var (table, found, hasZero) = ([UInt128](repeating: 0, count: places), Int64(0), false)
        subjects.withUnsafeBytes { bytes in
            for offset in stride(from: 0, through: bytes.count - size, by: size) {
                let subject = bytes.loadUnaligned(fromByteOffset: offset, as: UInt128.self)
                if subject == 0 {
                    hasZero = true
                    continue
                }
                // The last bytes of a UUID (RFC 9562, section 5.8) hold none of its version and variant.
                var place = Int(truncatingIfNeeded: subject >> 72) & (places - 1)
                while table[place] != 0, table[place] != subject { place = (place + 1) & (places - 1) }
                if table[place] == 0 {
                    table[place] = subject
                    found += 1
                }
            }
        }
        return hasZero ? found + 1 : found
    }
}
