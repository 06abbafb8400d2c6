import Glibc
import Postgres

/// Reads what `[UInt8].append(packed:)` wrote, one after the other.
///
/// Numbers are in LEB128 (as in DWARF 5, section 7.6): seven bits a byte, the lowest first, the highest bit set in all but the last.
/// Signed ones have their sign in the lowest bit. A text is its number of bytes, and these.
struct PackedReader {
    let bytes: [UInt8]
    private(set) var offset = 0
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
    }

    /// Whether there is nothing more.
    var isAtEnd: Bool { offset >= end }

    mutating func byte() throws(PostgresError) -> UInt8 {
        guard offset < end else { throw .malformedPacking }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func number() throws(PostgresError) -> UInt64 {
        // A report reads millions of bytes here: where they lie is asked for once for each number, and eight are looked at together.
        let found: (value: UInt64, end: Int)? = bytes.withUnsafeBytes { bytes in
            if let short = Self.number(in: bytes, at: offset) { return short }
            var (value, shift, place): (UInt64, UInt64, Int) = (0, 0, offset)
            while place < bytes.count, shift < 64 {
                let byte = bytes[place]
                place += 1
                value |= UInt64(byte & 0x7F) &<< shift
                if byte < 0x80 { return (value, place) }
                shift += 7
            }
            return nil
        }
        guard let found else { throw .malformedPacking }
        offset = found.end
        return found.value
    }

    /// A number of at most eight bytes, and where it ends; `nil` for a longer one, and for one so near the end.
    private static func number(in bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: UInt64, end: Int)? {
        guard bytes.count - offset >= 8 else { return nil }
        var groups = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        // Of each byte the highest bit, where it isn't set: the number ends with the first of them.
        let ends = ~groups & 0x8080_8080_8080_8080
        guard ends != 0 else { return nil }
        // What is up to there; then neighbours move together, by seven bits, by fourteen and by twenty-eight.
        groups &= ends ^ (ends &- 1)
        groups = groups & 0x007F_007F_007F_007F | (groups & 0x7F00_7F00_7F00_7F00) >> 1
        groups = groups & 0x0000_3FFF_0000_3FFF | (groups & 0x3FFF_0000_3FFF_0000) >> 2
        groups = groups & 0x0000_0000_0FFF_FFFF | (groups & 0x0FFF_FFFF_0000_0000) >> 4
        return (groups, offset + ends.trailingZeroBitCount / 8 + 1)
    }

    mutating func signedNumber() throws(PostgresError) -> Int64 {
        let number = try number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    /// The next bytes, so many of them.
    mutating func slice(_ count: Int) throws(PostgresError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= end - offset else { throw .malformedPacking }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    mutating func text() throws(PostgresError) -> String {
        guard let text = String(validating: try slice(try count()), as: UTF8.self) else { throw .malformedPacking }
        return text
    }

    /// Passes over a text.
    mutating func skipText() throws(PostgresError) {
        let count = try count()
        guard count >= 0, count <= end - offset else { throw .malformedPacking }
        offset += count
    }

    /// Whether the same bytes lie in both places.
    func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return true }
            return memcmp(start + a.lowerBound, start + b.lowerBound, a.count) == 0
        }
    }

    private mutating func count() throws(PostgresError) -> Int {
        guard let count = Int(exactly: try number()) else { throw .malformedPacking }
        return count
    }
}

extension [UInt8] {
    mutating func append(packed number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(packed number: Int64) {
        append(packed: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func append(packed text: String) {
        append(packed: UInt64(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

extension PostgresError {
    /// Something else wrote it, or a later version.
    static var malformedPacking: PostgresError {
        PostgresError(.decoding, "a column of the analytics holds bytes that this version can't read")
    }
}
