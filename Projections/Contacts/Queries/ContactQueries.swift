package import Postgres
import ProjectionEngine

/// Reads the contacts. Every query is about one tenant; none sees another's rows. Contacts that were merged are read as one.
///
/// They throw `PostgresError`.
package struct ContactQueries: Sendable {
    private let pool: PostgresPool

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    func rows<Row>(_ query: PostgresQuery, _ read: (inout RowReader) throws -> Row) async throws -> [Row] {
        var rows: [Row] = []
        for row in try await pool.query(query) {
            var reader = RowReader(row)
            rows.append(try read(&reader))
        }
        return rows
    }
}
