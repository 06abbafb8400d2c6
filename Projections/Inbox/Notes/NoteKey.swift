package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `inbox_notes`.
package struct NoteKey: TableKey {
    /// The event that the note is from.
    package var position: Position

    package init(position: Position) {
        self.position = position
    }

    package static let columns = ["position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(position)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        position = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.position))
    }
}
