/// A row of a COPY … TO STDOUT (FORMAT binary), valid only while it is being handed over.
///
/// The format doesn't say the columns' types, so each cell must be read as what its column is.
package struct PostgresCopyRow: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    /// Where each cell lies in `bytes`; nil for NULL.
    private let cells: [Range<Int>?]

    init(bytes: UnsafeRawBufferPointer, cells: [Range<Int>?]) {
        self.bytes = bytes
        self.cells = cells
    }

    /// The number of columns.
    package var count: Int { cells.count }

    /// Whether a column, counted from 0, holds no value.
    package func isNull(_ column: Int) -> Bool { cells[column] == nil }

    /// Lends a cell's binary form; nil for NULL.
    package func withBytes<R>(_ column: Int, _ body: (RawSpan?) throws -> R) rethrows -> R {
        guard let range = cells[column] else { return try body(nil) }
        return try body(bytes.bytes.extracting(range))
    }

    /// Reads one cell.
    ///
    /// - Throws: `.decoding`, naming the column by its number.
    package func decode<T: PostgresDecodable>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T {
        do throws(PostgresDecodingError) {
            guard column >= 0, column < cells.count else { throw .malformed }
            guard let range = cells[column] else {
                guard let null = T.postgresNull else { throw .null }
                return null
            }
            return try T(postgres: bytes.bytes.extracting(range), type: .unspecified)
        } catch {
            throw PostgresError(decoding: error, as: type, column: "\(column)")
        }
    }

    /// Reads the columns in their order.
    ///
    /// - Throws: `.decoding`, naming the column by its number.
    package func decode<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) -> (
        repeat each T
    ) {
        var column = 0
        func next<C: PostgresDecodable>(_ type: C.Type) throws(PostgresError) -> C {
            defer { column += 1 }
            return try decode(column, as: type)
        }
        return (repeat try next(each types))
    }
}
