package import Postgres
import ProjectionEngine
package import Vocabulary

/// Reads the sheets. Every query is about one tenant; none sees another's rows.
///
/// They throw `PostgresError`.
package struct SheetQueries: Sendable {
    private let pool: PostgresPool

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The rows of a sheet, in the order of their keys.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - key: only rows behind this one. Of clients and experts it is a UUID: for any other there are none.
    package func rows(
        of sheet: Sheet, in tenant: TenantID, limit: Int = 500, after key: String? = nil
    ) async throws -> SheetPage {
        if sheet == .projects { return try await projects(of: tenant, limit: limit, after: key) }
        let start = key.map { SubjectID($0) } ?? SubjectID(high: 0, low: 0)
        guard let start else { return SheetPage() }
        let found = try await contacts(
            """
            SELECT \(unsafe: Self.columns) FROM sheets_contacts
            WHERE tenant = \(tenant) AND sheet = \(sheet.rawValue) AND subject > \(start)
            ORDER BY subject LIMIT \(Int64(limit))
            """)
        let rows = found.map { SheetRow($0.0, $0.1, in: sheet) }
        return SheetPage(rows: rows, next: found.count < limit ? nil : rows.last?.key)
    }

    /// The rows that have changed since a position, in the order of their changes, those that are gone among them.
    ///
    /// - Parameters:
    ///   - position: only later changes; `nil` for all.
    ///   - limit: how many changes at most are looked at. A change may touch several projects.
    package func changes(
        of sheet: Sheet, in tenant: TenantID, since position: Position?, limit: Int = 500
    ) async throws -> SheetChanges {
        let found = try await contacts(
            """
            SELECT \(unsafe: Self.columns) FROM sheets_contacts
            WHERE tenant = \(tenant) AND changed > \(position ?? Position(-1))
            ORDER BY changed LIMIT \(Int64(limit))
            """)
        var changes = SheetChanges()
        changes.next = found.count < limit ? nil : found.last?.1.changed
        if sheet == .projects {
            let ids = try await self.ids(
                """
                SELECT DISTINCT project FROM sheets_projects
                WHERE tenant = \(tenant) AND subject = ANY(\(found.map(\.0))) ORDER BY project
                """)
            changes.rows = try await rows(of: ids, in: tenant)
        } else {
            changes.rows = found.filter { $0.1.wasIn.contains(sheet) }.map { SheetRow($0.0, $0.1, in: sheet) }
        }
        return changes
    }

    private func projects(of tenant: TenantID, limit: Int, after key: String?) async throws -> SheetPage {
        var page = SheetPage(next: key)
        // Projects that no contact names any more leave a page shorter, or empty: the next one is read then.
        while page.rows.isEmpty {
            let ids = try await ids(
                """
                SELECT DISTINCT project FROM sheets_projects WHERE tenant = \(tenant) AND project > \(page.next ?? "")
                ORDER BY project LIMIT \(Int64(limit))
                """)
            page.next = ids.count < limit ? nil : ids.last
            page.rows = try await rows(of: ids, in: tenant).filter { !$0.isGone }
            if page.next == nil { break }
        }
        return page
    }

    private func rows(of projects: [String], in tenant: TenantID) async throws -> [SheetRow] {
        let columns = (SheetContactKey.columns + SheetContact.columns).map { "c.\($0)" }.joined(separator: ", ")
        // LATERAL … LIMIT 1 leaves the planner nothing but one look into the primary key for each contact.
        let query: PostgresQuery = """
            SELECT p.project, \(unsafe: columns) FROM sheets_projects AS p CROSS JOIN LATERAL (
              SELECT * FROM sheets_contacts AS c WHERE c.tenant = p.tenant AND c.subject = p.subject LIMIT 1
            ) AS c
            WHERE p.tenant = \(tenant) AND p.project = ANY(\(projects)) ORDER BY p.subject
            """
        var contacts: [String: [(SubjectID, SheetContact)]] = [:]
        for row in try await pool.query(query) {
            var reader = RowReader(row)
            let project = try reader.next(String.self)
            contacts[project, default: []].append(
                (try SheetContactKey(from: &reader).subject, try SheetContact(from: &reader)))
        }
        return projects.compactMap { project in
            contacts[project].map { SheetRow(project: project, contacts: $0) }
        }
    }

    private func contacts(_ query: PostgresQuery) async throws -> [(SubjectID, SheetContact)] {
        var contacts: [(SubjectID, SheetContact)] = []
        for row in try await pool.query(query) {
            var reader = RowReader(row)
            contacts.append((try SheetContactKey(from: &reader).subject, try SheetContact(from: &reader)))
        }
        return contacts
    }

    private func ids(_ query: PostgresQuery) async throws -> [String] {
        try await pool.query(query).decode(column: 0, as: String.self)
    }

    private static let columns = (SheetContactKey.columns + SheetContact.columns).joined(separator: ", ")
}
