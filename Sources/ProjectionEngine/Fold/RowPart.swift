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

    /// Bytes that the value takes up in memory beside its own fields, in texts and lists: what bounds how many rows a rebuild
    /// holds. `nil`, as by default, for one that holds what its latest facts say and nothing more: then the size of the largest
    /// of them counts. Only a row in which facts add up has to say more.
    var ownWeight: Int? { get }
}

extension RowPart {
    package var ownWeight: Int? { nil }
}
