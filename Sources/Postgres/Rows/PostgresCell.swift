/// One cell of a result.
package struct PostgresCell: Sendable {
    let rows: PostgresRows
    let row: Int
    let column: Int

    /// The type of its column.
    package var type: PostgresType { rows.columnType(column) }

    /// Whether it holds no value.
    package var isNull: Bool { rows.result.isNull(row: row, column: column) }

    /// Lends the binary form; nil for NULL.
    package func withBytes<R>(_ body: (RawSpan?) throws -> R) rethrows -> R {
        try withExtendedLifetime(rows) {
            try isNull ? body(nil) : body(rows.result.bytes(row: row, column: column).bytes)
        }
    }

    /// Reads the cell.
    ///
    /// - Throws: `.decoding`, naming the column, when it isn't of the type asked for.
    package func decode<T: PostgresDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        try rows.checkColumn(column, type)
        return try rows.value(type, row: row, column: column)
    }
}
