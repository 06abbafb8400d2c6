package import Postgres

/// Columns of a table, and the Swift value that they are.
///
/// `columns`, `write` and `init(from:)` name the same columns in the same order.
package protocol RowPart: Sendable {
    /// The columns' names.
    static var columns: [String] { get }

    /// Writes one cell for each column, in exactly the column's type.
    func write(to row: inout PostgresCopyWriter) throws(PostgresError)

    /// Reads one cell for each column.
    ///
    /// - Throws: when a cell doesn't hold what `write` wrote.
    init(from row: inout RowReader) throws(PostgresError)
}
