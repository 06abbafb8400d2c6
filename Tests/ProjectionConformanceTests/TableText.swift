import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Vocabulary

@testable import ProjectionEngine

/// Reads a projection's tables as text, whatever their columns are.
struct TableText {
    let log: TestLog
    let projection: Projection

    /// The rows of a tenant, of each table, in an order of their own.
    func rows(of tenant: TenantID) async throws -> [String: [String]] {
        var rows: [String: [String]] = [:]
        for table in projection.folds.map(\.table) {
            let result = try await log.pool.query(
                "SELECT t::text FROM \(identifier: table) AS t WHERE tenant = \(tenant) ORDER BY 1")
            rows[table] = try result.decode(column: 0, as: String.self)
        }
        return rows
    }

    /// How many rows, of all tables, hold a text in any of their columns.
    func count(holding text: String) async throws -> Int64 {
        var count: Int64 = 0
        for table in projection.folds.map(\.table) {
            let result = try await log.pool.query(
                "SELECT count(*) FROM \(identifier: table) AS t WHERE strpos(t::text, \(text)) > 0")
            count += try result.decode(column: 0, as: Int64.self).first ?? 0
        }
        return count
    }
}
