/// Rows of a table that are one parameter of a statement: an array of the table's row type, for `unnest($1)`.
///
/// For a few hundred rows it takes one round trip, where a COPY takes several, and a COPY can't say what becomes of rows that
/// are there already. The format is that of `record_recv` in PostgreSQL's rowtypes.c, within that of `array_recv`.
package struct PostgresRecords: ~Copyable {
    private let type: PostgresRecordType
    /// For each column of the table, which of a row's cells it is; `nil` for NULL.
    private let places: [Int?]
    private var writer: PostgresCopyWriter
    private var buffer = PostgresBuffer()
    /// The row that is being added, as a COPY's.
    private var row: [UInt8] = []
    /// Where the cells of the row that is being added lie, without their lengths; `nil` for NULL.
    private var cells: [Range<Int>?] = []

    /// How many rows were added.
    package private(set) var count = 0

    /// - Parameter columns: those whose cells are written, in that order; all others are NULL.
    package init(of type: PostgresRecordType, columns: [String]) {
        self.type = type
        places = type.columns.map { column in columns.firstIndex(of: column.name) }
        writer = PostgresCopyWriter(columnCount: columns.count)
        buffer.appendArrayHeader(count: 1, hasNull: false, element: type.row)
    }

    /// The size of the parameter as it is now.
    package var byteCount: Int { buffer.count }

    /// Adds a row, whose cells `write` writes as those of a COPY.
    ///
    /// - Throws: `.encoding` when they are too many or too few.
    package mutating func add(
        _ write: (inout PostgresCopyWriter) throws(PostgresError) -> Void
    ) throws(PostgresError) {
        try writer.beginRow()
        try write(&writer)
        try writer.exchangeRow(with: &row)
        findCells()
        let start = buffer.count
        buffer.append(Int32(0))
        buffer.append(Int32(truncatingIfNeeded: places.count))
        for (column, place) in zip(type.columns, places) {
            buffer.append(column.type.rawValue)
            if let place, let cell = cells[place] {
                buffer.append(Int32(truncatingIfNeeded: cell.count))
                buffer.append(bytes: row[cell])
            } else {
                buffer.appendNull()
            }
        }
        buffer.patch(Int32(truncatingIfNeeded: buffer.count - start - 4), at: start)
        count += 1
    }

    private mutating func findCells() {
        cells.removeAll(keepingCapacity: true)
        row.withUnsafeBytes { row in
            // Behind the number of cells, which takes two bytes.
            var offset = 2
            while offset < row.count {
                let length = Int(Int32(bigEndian: row.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
                offset += 4
                cells.append(length < 0 ? nil : offset..<offset + length)
                offset += max(0, length)
            }
        }
    }

    /// The statement with the rows as its one parameter.
    package consuming func query(_ statement: PostgresStatement) -> PostgresQuery {
        var binds = PostgresBinds()
        if count == 0 {
            var empty = PostgresBuffer()
            empty.appendArrayHeader(count: 0, hasNull: false, element: type.row)
            buffer = empty
        } else {
            // Behind the number of dimensions, the flag for NULLs and the type.
            buffer.patch(Int32(truncatingIfNeeded: count), at: 12)
        }
        binds.append(encoded: buffer, as: type.array)
        return PostgresQuery(statement: statement, binds: binds, isPrepared: true)
    }
}
