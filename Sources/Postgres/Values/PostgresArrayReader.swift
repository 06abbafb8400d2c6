/// Walks over the binary form of an array, as `array_send` in PostgreSQL's arrayfuncs.c writes it.
struct PostgresArrayReader {
    private(set) var elementType = PostgresType.unspecified
    private(set) var offset = 0

    /// The number of elements. Arrays of more than one dimension aren't read.
    mutating func readHeader(_ bytes: RawSpan) throws(PostgresDecodingError) -> Int {
        let dimensions = try bytes.bigEndian(Int32.self, at: 0)
        elementType = PostgresType(rawValue: try bytes.bigEndian(UInt32.self, at: 8))
        guard dimensions != 0 else {
            offset = 12
            return 0
        }
        guard dimensions == 1 else { throw .outOfRange }
        let count = Int(try bytes.bigEndian(Int32.self, at: 12))
        offset = 20
        // Each element takes at least its length: a count beyond that would reserve memory for nothing.
        guard count >= 0, count <= (bytes.byteCount - offset) / 4 else { throw .malformed }
        return count
    }

    /// Where the next element's bytes lie; nil for NULL.
    mutating func nextElement(_ bytes: RawSpan) throws(PostgresDecodingError) -> Range<Int>? {
        let length = Int(try bytes.bigEndian(Int32.self, at: offset))
        offset += 4
        if length == -1 { return nil }
        guard length >= 0, length <= bytes.byteCount - offset else { throw .malformed }
        defer { offset += length }
        return offset..<(offset + length)
    }
}

extension RawSpan {
    /// Reads an integer that stands most significant byte first.
    func bigEndian<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type, at offset: Int
    ) throws(PostgresDecodingError) -> T {
        guard offset >= 0, offset <= byteCount - MemoryLayout<T>.size else { throw .malformed }
        return T(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }
}
