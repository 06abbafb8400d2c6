package import Postgres

/// The primary key of a table.
package protocol TableKey: RowPart, Hashable {
    /// Binds the columns of many keys to `$1`, `$2`, … of a statement, as one array for each column.
    static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery
}
