package import Postgres

/// Reads the cells of a row from the left.
package struct RowReader {
    private let row: PostgresRow
    private var column = 0

    /// Begins at the first column.
    package init(_ row: PostgresRow) {
        self.row = row
    }

    /// The next cell.
    ///
    /// - Throws: when it isn't of the type asked for, or there is none.
    package mutating func next<T: PostgresDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        defer { column += 1 }
        return try row[column].decode(type)
    }

    /// Passes over the next cells.
    package mutating func skip(_ count: Int) {
        column += count
    }
}
