import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Sheets
import Testing
import Vocabulary

/// No query of the sheets reads a big table from end to end.
struct ScanTests {
    private static let tables = ["sheets_contacts", "sheets_projects"]

    /// As many rows as make a sequential scan dear; ten contacts to a project.
    private static let rows: [String] = [
        """
        INSERT INTO sheets_contacts
        SELECT 'default', md5('s' || n)::uuid, '{"traits":{},"identifiers":[],"fields":{},"tags":{"marks":{}}}', NULL, NULL,
          'clients', '{clients}', n FROM generate_series(1, 30000) AS n
        """,
        """
        INSERT INTO sheets_projects
        SELECT 'default', 'P' || n / 10, md5('s' || n)::uuid, n FROM generate_series(1, 30000) AS n
        """,
        "ANALYZE sheets_contacts, sheets_projects",
    ]

    @Test func `pages of rows and of changes are read by indexes`() async throws {
        try await TestLog.with { log in
            try await log.store.install(SheetsProjection.projection)
            for statement in Self.rows {
                try await log.pool.execute(PostgresQuery(sql: statement).timeout(.seconds(120)))
            }
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let sheets = SheetQueries(pool: pool)
                let page = try await sheets.rows(of: .clients, in: .default, limit: 100)
                #expect(page.rows.count == 100)
                #expect(
                    try await sheets.rows(of: .clients, in: .default, limit: 100, after: page.next).rows.count == 100)
                #expect(try await sheets.rows(of: .experts, in: .default, limit: 100).rows.isEmpty)
                let changes = try await sheets.changes(of: .clients, in: .default, since: Position(20_000), limit: 100)
                #expect(changes.rows.count == 100)
                #expect(changes.next == Position(20_100))
                // No card names a project any more; they are shown as gone.
                let projects = try await sheets.changes(of: .projects, in: .default, since: Position(20_009), limit: 20)
                #expect(projects.rows.count == 2)
            }
            #expect(scans == 0)
        }
    }
}
