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
        // A report reads millions of bytes here: where they lie is asked for once for each number.
        let found: (value: UInt64, end: Int)? = bytes.withUnsafeBufferPointer { bytes in
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
