/// Writes rows to a COPY … FROM STDIN (FORMAT binary).
///
/// Header and trailer are written by themselves. The server takes a cell only in the exact type of its column: an
/// `Int64` for `bigint`, an `Int32` for `integer`, and so on.
package struct PostgresCopyWriter: ~Copyable {
    /// `nil` for one that gathers rows and sends none.
    private let session: PostgresSession?
    private var buffer = PostgresBuffer()
    private var missingCells = 0

    /// Rows begun so far.
    package private(set) var rowCount = 0

    /// The number of columns that the statement takes.
    package let columnCount: Int

    /// How much is gathered before it is sent.
    private static let chunkSize = 64 * 1024

    /// The signature, and no flags and no extension ("Binary Format" on the manual's page about COPY).
    private static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)

    init(session: PostgresSession, columnCount: Int) {
        self.session = session
        self.columnCount = columnCount
        buffer.reserve(Self.chunkSize + Self.chunkSize / 4)
        buffer.append(bytes: Self.header)
    }

    /// Sends nothing: rows are taken from it one by one.
    init(columnCount: Int) {
        session = nil
        self.columnCount = columnCount
    }

    /// Hands over the row that was written, in the form of a COPY's, and goes on with the memory that is given for it.
    ///
    /// - Throws: `.encoding` when it has too few cells.
    mutating func exchangeRow(with bytes: inout [UInt8]) throws(PostgresError) {
        try checkRowIsFull()
        bytes.removeAll(keepingCapacity: true)
        swap(&buffer.bytes, &bytes)
    }

    /// Writes a whole row; nil is NULL.
    ///
    /// - Throws: `.encoding` when it hasn't as many cells as the statement has columns, or a failure of the connection.
    package mutating func writeRow<each T: PostgresEncodable>(_ cells: repeat (each T)?) throws(PostgresError) {
        try beginRow()
        for cell in repeat each cells { try write(cell) }
    }

    /// Begins a row, whose cells follow by `write`.
    package mutating func beginRow() throws(PostgresError) {
        try checkRowIsFull()
        if session != nil, buffer.count >= Self.chunkSize { try flush() }
        buffer.append(Int16(truncatingIfNeeded: columnCount))
        missingCells = columnCount
        rowCount += 1
    }

    /// Writes the next cell of the row; nil is NULL.
    package mutating func write(_ cell: (some PostgresEncodable)?) throws(PostgresError) {
        guard missingCells > 0 else { throw PostgresError(.encoding, "a row of a COPY has too many cells") }
        missingCells -= 1
        if let cell {
            buffer.append(lengthPrefixed: cell)
        } else {
            buffer.appendNull()
        }
    }

    /// Writes the next cell of the row from bytes that are in the column's binary format already.
    package mutating func write(bytes cell: RawSpan) throws(PostgresError) {
        guard missingCells > 0 else { throw PostgresError(.encoding, "a row of a COPY has too many cells") }
        missingCells -= 1
        buffer.append(Int32(truncatingIfNeeded: cell.byteCount))
        buffer.append(bytes: cell)
    }

    mutating func finish() throws(PostgresError) {
        try checkRowIsFull()
        // In place of a row's number of cells, the end.
        buffer.append(Int16(-1))
        try flush()
    }

    private func checkRowIsFull() throws(PostgresError) {
        guard missingCells == 0 else { throw PostgresError(.encoding, "a row of a COPY has too few cells") }
    }

    private mutating func flush() throws(PostgresError) {
        try session?.putCopy(buffer.bytes)
        buffer.removeAll()
    }
}
