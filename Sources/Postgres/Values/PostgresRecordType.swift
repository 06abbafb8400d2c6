/// The type of a table's rows, as the server keeps it in its catalogue: what rows must be told to be of when they are parameters.
package struct PostgresRecordType: Hashable, Sendable {
    /// A column of the table.
    package struct Column: Hashable, Sendable {
        package let name: String
        package let type: PostgresType

        package init(name: String, type: PostgresType) {
            self.name = name
            self.type = type
        }
    }

    /// Of one row.
    package let row: PostgresType
    /// Of an array of them.
    package let array: PostgresType
    /// All of the table, those that are generated included, in the table's order.
    package let columns: [Column]

    package init(row: PostgresType, array: PostgresType, columns: [Column]) {
        self.row = row
        self.array = array
        self.columns = columns
    }

    private static let lookUp = PostgresStatement(
        """
        SELECT c.reltype::int8, t.typarray::int8, a.attname::text, a.atttypid::int8 FROM pg_class c JOIN pg_type t ON t.oid = c.reltype \
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
        WHERE c.oid = to_regclass($1) ORDER BY a.attnum
        """, name: "find the type of rows")

    /// Looks a table up.
    ///
    /// - Parameter table: as it would stand in SQL, with quotes where it needs them.
    /// - Returns: `nil` when there is no such table.
    package static func find(
        _ table: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> PostgresRecordType? {
        let rows = try await connection.query(PostgresQuery(lookUp, table))
        var (types, columns): ((PostgresType, PostgresType)?, [Column]) = (nil, [])
        for row in rows {
            let (row, array, name, type) = try row.decode(Int64.self, Int64.self, String.self, Int64.self)
            types = (PostgresType(identifier: row), PostgresType(identifier: array))
            columns.append(Column(name: name, type: PostgresType(identifier: type)))
        }
        return types.map { PostgresRecordType(row: $0, array: $1, columns: columns) }
    }
}

extension PostgresType {
    /// - Parameter identifier: as the catalogue gives it when it is asked for a `bigint`.
    fileprivate init(identifier: Int64) {
        self.init(rawValue: UInt32(truncatingIfNeeded: identifier))
    }
}
