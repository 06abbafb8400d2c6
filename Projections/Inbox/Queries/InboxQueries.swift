package import Postgres
import ProjectionEngine

/// Reads the inbox. Every query is about one tenant; none sees another's rows.
///
/// They throw `PostgresError`.
package struct InboxQueries: Sendable {
    let pool: PostgresPool

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Strikes out a condition that isn't asked for, in the text: a plan for any value couldn't tell which index serves.
    static func unless(_ value: (some Any)?) -> String { value == nil ? "TRUE OR" : "" }

    func rows<Row>(_ query: PostgresQuery, _ read: (inout RowReader) throws -> Row?) async throws -> [Row] {
        try await pool.withConnection { try await Self.rows(query, on: $0, read) }
    }

    static func rows<Row>(
        _ query: PostgresQuery, on connection: PostgresConnection, _ read: (inout RowReader) throws -> Row?
    ) async throws -> [Row] {
        var rows: [Row] = []
        for row in try await connection.query(query) {
            var reader = RowReader(row)
            if let row = try read(&reader) { rows.append(row) }
        }
        return rows
    }
}
