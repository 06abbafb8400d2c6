/// Finds the rows in what a binary COPY sends ("Binary Format" on the manual's page about COPY).
///
/// The server sends whole rows, the first with the header in front.
struct CopyRowParser {
    private var hasHeader = false
    private var cells: [Range<Int>?] = []

    /// - Throws: what `row` throws, or `.protocolViolation`.
    mutating func parse(
        _ message: UnsafeRawBufferPointer, _ row: (borrowing PostgresCopyRow) throws -> Void
    ) throws {
        var offset = try header(message)
        while offset < message.count {
            guard try nextRow(message, &offset) else { return }
            try row(PostgresCopyRow(bytes: message, cells: cells))
        }
    }

    /// As `parse`, with the rows' cells where they lie.
    ///
    /// - Throws: what `row` throws, or `.protocolViolation`.
    mutating func parseCells(
        _ message: UnsafeRawBufferPointer, _ row: (inout PostgresCopyCells) throws -> Void
    ) throws {
        var offset = try header(message)
        while offset < message.count {
            var cells = try PostgresCopyCells(UnsafeRawBufferPointer(rebasing: message[offset...]))
            if cells.isEnd { return }
            try row(&cells)
            offset = message.count - (try cells.skipRest())
        }
    }

    /// - Returns: where the rows begin.
    private mutating func header(_ message: UnsafeRawBufferPointer) throws(PostgresError) -> Int {
        guard !hasHeader else { return 0 }
        hasHeader = true
        // Signature and flags, and then the length of an extension that is to be skipped.
        let end = 19 + Int(try integer(Int32.self, message, at: 15))
        guard end >= 19, end <= message.count else { throw Self.malformed }
        return end
    }

    /// - Returns: false at the end of the COPY.
    private mutating func nextRow(
        _ message: UnsafeRawBufferPointer, _ offset: inout Int
    ) throws(PostgresError) -> Bool {
        let count = try integer(Int16.self, message, at: offset)
        offset += 2
        guard count >= 0 else { return false }
        cells.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            let length = Int(try integer(Int32.self, message, at: offset))
            offset += 4
            guard length != -1 else {
                cells.append(nil)
                continue
            }
            guard length >= 0, length <= message.count - offset else { throw Self.malformed }
            cells.append(offset..<(offset + length))
            offset += length
        }
        return true
    }

    private func integer<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type, _ message: UnsafeRawBufferPointer, at offset: Int
    ) throws(PostgresError) -> T {
        do throws(PostgresDecodingError) {
            return try message.bytes.bigEndian(type, at: offset)
        } catch {
            throw Self.malformed
        }
    }

    private static let malformed = PostgresError(.protocolViolation, "a COPY isn't in the binary format")
}
