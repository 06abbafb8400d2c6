import Postgres

/// How a table differs from what the ledger makes of it.
package struct TableComparison: Hashable, Sendable {
    /// A row that differs.
    package struct Difference: Hashable, Sendable {
        package enum Nature: String, Hashable, Sendable {
            /// The ledger makes the row, and it isn't there.
            case missing
            /// The row is there, and the ledger doesn't make it.
            case surplus
            /// A cell differs.
            case changed
        }

        package let nature: Nature
        /// The columns of the key and what they hold, as text.
        package let key: [Cell]
    }

    /// A column and what it holds.
    package struct Cell: Hashable, Sendable {
        package let column: String
        package let value: String
    }

    package let live: TableDigest
    package let rebuilt: TableDigest
    /// The rows that differ, in the order of their keys: the first of them.
    package let differences: [Difference]
    /// How many differ.
    package let differing: Int64

    package var table: String { live.table }
    package var isEqual: Bool { live == rebuilt }

    /// How many differences are listed at most.
    package static let limit = 20
}

extension TableComparison {
    /// Compares a table in the log's schema with the one that was made in another, as one transaction sees them.
    static func compare(
        _ table: any FoldedTable, live home: String, rebuilt schema: String, on connection: PostgresConnection
    ) async throws -> TableComparison {
        let rebuilt = try await TableDigest.compute(table, in: schema, on: connection)
        let live = try await TableDigest.compute(table, in: home, on: connection)
        guard live != rebuilt else {
            return TableComparison(live: live, rebuilt: rebuilt, differences: [], differing: 0)
        }
        let rows = try await connection.query(PostgresQuery(sql: table.sql.difference(of: home, and: schema)))
        var differences: [Difference] = []
        var differing: Int64 = 0
        for row in rows {
            var cells = RowReader(row)
            differing = try cells.next()
            let nature = Difference.Nature(rawValue: try cells.next(String.self)) ?? .changed
            var key: [Cell] = []
            for column in table.sql.keyColumns { key.append(Cell(column: column, value: try cells.next(String.self))) }
            differences.append(Difference(nature: nature, key: key))
        }
        return TableComparison(live: live, rebuilt: rebuilt, differences: differences, differing: differing)
    }
}

extension TableDigest {
    /// The digest of the table of this name in a schema, within a transaction that is open.
    fileprivate static func compute(
        _ table: any FoldedTable, in schema: String, on connection: PostgresConnection
    ) async throws -> TableDigest {
        let path = try await connection.query("SELECT current_setting('search_path')").decode(String.self).first ?? ""
        try await connection.execute("SELECT set_config('search_path', \(TableSQL.quoted(schema)), true)")
        let digest = try await compute(table, on: connection)
        try await connection.execute("SELECT set_config('search_path', \(path), true)")
        return digest
    }
}
