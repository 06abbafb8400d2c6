/// One row of a result.
package struct PostgresRow: Sendable {
    let rows: PostgresRows
    let index: Int

    /// The cell of a column, counted from 0.
    package subscript(column: Int) -> PostgresCell {
        precondition(column >= 0 && column < rows.columnCount, "column out of range")
        return PostgresCell(rows: rows, row: index, column: column)
    }

    /// The cell of the first column of this name; nil when there is none.
    package subscript(name: String) -> PostgresCell? {
        rows.column(named: name).map { PostgresCell(rows: rows, row: index, column: $0) }
    }

    /// Reads the columns in their order.
    ///
    /// - Throws: `.decoding`, naming the column, when one isn't of the type asked for.
    package func decode<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) -> (
        repeat each T
    ) {
        try rows.checkColumns(repeat each types)
        var column = 0
        func next<C: PostgresDecodable>(_ type: C.Type) throws(PostgresError) -> C {
            defer { column += 1 }
            return try rows.value(type, row: index, column: column)
        }
        return (repeat try next(each types))
    }
}
