/// A growing run of bytes in PostgreSQL's binary format: integers are big-endian, values have no padding.
package struct PostgresBuffer: Sendable {
    /// What was appended so far.
    @usableFromInline package internal(set) var bytes: [UInt8] = []

    /// An empty buffer.
    package init() {}

    /// The number of bytes appended so far.
    @inlinable package var count: Int { bytes.count }

    /// Appends an integer, most significant byte first.
    @inlinable
    package mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    @inlinable
    package mutating func append(bytes more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Appends bytes as they are.
    package mutating func append(bytes more: RawSpan) {
        more.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends the UTF-8 of `text`, without a terminator.
    @inlinable
    package mutating func append(utf8 text: String) {
        // The array forms copy in one piece; element-wise iteration is left to strings that aren't contiguous.
        let copied: Void? = text.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if copied == nil { bytes.append(contentsOf: text.utf8) }
    }

    /// Appends a four-byte length and then `value`, as array elements and COPY cells are written.
    @inlinable
    package mutating func append(lengthPrefixed value: some PostgresEncodable) {
        let start = bytes.count
        append(Int32(0))
        value.encodePostgres(into: &self)
        patch(Int32(truncatingIfNeeded: bytes.count - start - 4), at: start)
    }

    /// Appends the length that stands for NULL in arrays and COPY rows.
    @inlinable
    package mutating func appendNull() {
        append(Int32(-1))
    }

    /// Makes room for `count` more bytes at once.
    @inlinable
    package mutating func reserve(_ count: Int) {
        // Array grows to exactly what is asked for, which would make many small reservations quadratic.
        let needed = bytes.count + count
        if needed > bytes.capacity { bytes.reserveCapacity(max(needed, 2 * bytes.capacity)) }
    }

    /// Grows by `count` bytes, which `fill` writes at their place.
    @inlinable
    mutating func append(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let start = bytes.count
        reserve(count)
        bytes.append(contentsOf: repeatElement(0, count: count))
        bytes.withUnsafeMutableBytes { fill(UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
    }

    /// Overwrites four bytes that were appended before.
    @inlinable
    mutating func patch(_ value: Int32, at offset: Int) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Int32.self) }
    }

    /// Forgets the bytes, keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }
}
