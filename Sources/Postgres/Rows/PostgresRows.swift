/// What a statement gave back: its rows, all of them in memory, in binary form until they are read.
package final class PostgresRows: Sendable {
    let result: PostgresResult

    init(_ result: consuming PostgresResult) {
        self.result = result
    }

    /// Rows inserted, updated, deleted or selected, as the server counted them.
    package var affected: Int { result.affected }

    /// The number of columns; 0 when the statement gives no rows.
    package var columnCount: Int { result.columnCount }

    /// The columns' names in their order.
    package var columnNames: [String] {
        (0..<columnCount).map { result.columnName($0) }
    }

    /// The type of a column.
    package func columnType(_ column: Int) -> PostgresType {
        result.columnType(column)
    }

    /// The first column of this name.
    package func column(named name: String) -> Int? {
        (0..<columnCount).first { result.columnName($0) == name }
    }

    /// The words that the server ended the command with.
    var commandTag: String { result.commandTag }
}

extension PostgresRows: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { result.rowCount }

    /// One row, counted from 0.
    package subscript(row: Int) -> PostgresRow {
        precondition(row >= 0 && row < endIndex, "row out of range")
        return PostgresRow(rows: self, index: row)
    }
}
