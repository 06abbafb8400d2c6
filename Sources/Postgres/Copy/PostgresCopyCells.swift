/// The cells of one row of a COPY … TO STDOUT (FORMAT binary), taken one after the other where they lie: nothing is copied
/// or allocated. Valid only while the row is being handed over.
///
/// Inlined into its users, as it is called for every cell of tables that are read as a whole.
package struct PostgresCopyCells: ~Copyable {
    @usableFromInline var next: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer
    @usableFromInline var left: Int

    /// - Parameter bytes: from a row's number of cells on.
    /// - Throws: `.protocolViolation` when not even that is there.
    package init(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard let base = bytes.baseAddress, bytes.count >= 2 else { throw Self.malformed }
        next = base + 2
        end = base + bytes.count
        left = Int(Int16(bigEndian: base.loadUnaligned(as: Int16.self)))
    }

    /// The binary form of the next cell; nil for NULL.
    ///
    /// - Throws: `.protocolViolation` when there is none.
    @inlinable
    package mutating func take() throws(PostgresError) -> UnsafeRawBufferPointer? {
        guard left > 0, end - next >= 4 else { throw Self.malformed }
        left -= 1
        let length = Int(Int32(bigEndian: next.loadUnaligned(as: Int32.self)))
        next += 4
        guard length >= 0 else { return nil }
        guard end - next >= length else { throw Self.malformed }
        defer { next += length }
        return UnsafeRawBufferPointer(start: next, count: length)
    }

    /// Whether this is what stands after the last row.
    var isEnd: Bool { left < 0 }

    /// Passes over the cells that weren't taken.
    ///
    /// - Returns: how many bytes of the message follow the row.
    mutating func skipRest() throws(PostgresError) -> Int {
        while left > 0 { _ = try take() }
        return end - next
    }

    @usableFromInline static var malformed: PostgresError {
        PostgresError(.protocolViolation, "a COPY isn't in the binary format")
    }
}
