import Ledger
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Sheets
import Testing
import Vocabulary

struct SheetQueriesTests {
    private static let projection = SheetsProjection.projection

    private func withSheets(_ body: (TestLog, SheetQueries) async throws -> Void) async throws {
        try await TestLog.with { log in
            try await Self.fill(log)
            try await log.following(Self.projection) {
                try await log.catchUp(Self.projection)
                try await body(log, SheetQueries(pool: log.pool))
            }
        }
    }

    /// Seven clients, three experts, three projects, and a client of another tenant.
    private static func fill(_ log: TestLog) async throws {
        for number in 0..<7 {
            try await log.update(
                "c\(number)",
                [
                    "name": .string("Client \(number)"), "tags": ["client"],
                    "customFields": ["client_id": .string("C\(number)"), "project_ids": .string("p\(number % 3)")],
                ])
        }
        for number in 0..<3 {
            try await log.update(
                "e\(number)",
                [
                    "name": .string("Expert \(number)"), "tags": ["expert"],
                    "customFields": ["expert_id": .string("E\(number)"), "project_ids": "p0"],
                ])
        }
        try await log.update("c0", ["name": "Theirs", "tags": ["client"]], tenant: try #require(TenantID("other")))
    }

    private static func all(_ sheet: Sheet, _ sheets: SheetQueries, limit: Int) async throws -> [SheetRow] {
        var (rows, key): ([SheetRow], String?) = ([], nil)
        repeat {
            let page = try await sheets.rows(of: sheet, in: .default, limit: limit, after: key)
            rows += page.rows
            key = page.next
        } while key != nil
        return rows
    }

    private static func column(_ name: String, of sheet: Sheet, _ rows: [SheetRow]) throws -> [String] {
        let place = try #require(sheet.columns.firstIndex(of: name)) - 1
        return rows.map { $0.cells[place].description }
    }

    @Test func `a sheet has a row for each of its contacts, page by page`() async throws {
        try await withSheets { log, sheets in
            let clients = try await Self.all(.clients, sheets, limit: 3)
            #expect(try Self.column("client_id", of: .clients, clients).sorted() == (0..<7).map { "C\($0)" })
            #expect(clients.map(\.key) == clients.map(\.key).sorted())
            #expect(try await Self.all(.clients, sheets, limit: 100) == clients)
            #expect(try await Self.all(.clients, sheets, limit: 7) == clients)
            #expect(clients.map(\.key).contains(try await log.contact("c3").description))
            #expect(try await Self.all(.experts, sheets, limit: 2).count == 3)
            #expect(try await sheets.rows(of: .clients, in: .default, after: "not a key").rows.isEmpty)
        }
    }

    @Test func `a project shows who takes part in it now`() async throws {
        try await withSheets { log, sheets in
            var projects = try await Self.all(.projects, sheets, limit: 2)
            #expect(projects.map(\.key) == ["p0", "p1", "p2"])
            #expect(try Self.column("project_id", of: .projects, projects) == ["p0", "p1", "p2"])
            func participants(_ column: String, _ row: Int) throws -> Set<String> {
                Set(try Self.column(column, of: .projects, projects)[row].split(separator: ", ").map(String.init))
            }
            #expect(try participants("client_ids", 0) == ["C0", "C3", "C6"])
            #expect(try participants("experts", 0) == ["Expert 0", "Expert 1", "Expert 2"])
            #expect(try participants("client_ids", 2) == ["C2", "C5"])
            for id in ["c2", "c5"] { try await log.update(id, ["customFields": ["project_ids": "p1"]], minute: 1) }
            let position = try await log.update("e0", ["customFields": ["project_ids": "p1"]], minute: 1)
            try await log.catchUp(Self.projection)
            projects = try await Self.all(.projects, sheets, limit: 1)
            #expect(projects.map(\.key) == ["p0", "p1"])
            #expect(try participants("experts", 0) == ["Expert 1", "Expert 2"])
            #expect(try participants("client_ids", 1) == ["C1", "C4", "C2", "C5"])
            // Who left it has changed it.
            #expect(projects.map(\.changed) == [position, position])
            let changes = try await sheets.changes(of: .projects, in: .default, since: Position(position.rawValue - 3))
            #expect(changes.rows.filter(\.isGone).map(\.key) == ["p2"])
        }
    }

    @Test func `what has changed since a position is told, and what is gone`() async throws {
        try await withSheets { log, sheets in
            let before = try #require(try await log.store.state(of: "sheets")).position.rawValue - 1
            try await log.receive("hello", from: "c1", minute: 1)
            try await log.update("c2", ["name": "Renamed"], minute: 1)
            try await log.update("c3", ["tags": ["expert"]], minute: 1)
            try await log.catchUp(Self.projection)
            let clients = try await sheets.changes(of: .clients, in: .default, since: Position(before))
            #expect(
                clients.rows.map(\.key) == [
                    try await log.contact("c2").description, try await log.contact("c3").description,
                ])
            #expect(clients.rows.map(\.isGone) == [false, true])
            #expect(clients.next == nil)
            let experts = try await sheets.changes(of: .experts, in: .default, since: Position(before))
            #expect(experts.rows.map(\.isGone) == [false])
            // From the beginning, in small steps.
            var (rows, since): ([SheetRow], Position?) = ([], nil)
            repeat {
                let changes = try await sheets.changes(of: .clients, in: .default, since: since, limit: 2)
                rows += changes.rows
                since = changes.next
            } while since != nil
            #expect(rows.count == 7)
            #expect(rows.map(\.changed) == rows.map(\.changed).sorted())
            #expect(try await sheets.changes(of: .clients, in: .default, since: rows.last?.changed).rows.isEmpty)
        }
    }

    @Test func `a merged contact's row names the contact that it is part of`() async throws {
        try await withSheets { log, sheets in
            let (one, other) = (try await log.contact("c1"), try await log.contact("c2"))
            func merged() async throws -> [String] {
                let rows = try await Self.all(.clients, sheets, limit: 100)
                return try Self.column("merged_into", of: .clients, rows).filter { !$0.isEmpty }
            }
            try await log.merge(one, into: other)
            try await log.catchUp(Self.projection)
            #expect(try await merged() == [other.description])
            try await log.merge(one, into: other, false)
            try await log.catchUp(Self.projection)
            #expect(try await merged() == [])
        }
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 81])
    func `a rebuild gives what following gave, in whatever batches`(seed: UInt64) async throws {
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: seed)
            try await log.following(Self.projection) {
                try await Self.fill(log)
                try await traffic.flow(80)
                try await log.merge(try await log.contact("c1"), into: try await log.contact("c2"))
                try await Self.fill(log)
                try await traffic.flow(40)
                try await log.catchUp(Self.projection)
            }
            let followed = try await log.store.digests(of: Self.projection).tables
            var limits = RebuildLimits()
            limits.batch = 7
            limits.heldBytes = 20_000
            #expect(try await log.rebuild(Self.projection, limits).run().digests == followed, "seed \(seed)")
            #expect(followed.allSatisfy { $0.rows > 0 })
        }
    }

    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            try await Self.fill(log)
            let gone = try await log.contact("c1")
            try await log.merge(gone, into: try await log.contact("c2"))
            let before = try await log.rebuild(Self.projection).run()
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(gone)")
            await owner.close()
            let after = try await log.rebuildAnew(Self.projection)
            #expect(after.digests.map(\.rows) == before.digests.map { $0.rows - 1 })
            for table in after.digests.map(\.table) {
                let rows = try await log.pool.query("SELECT count(*) FROM \(identifier: table) WHERE subject = \(gone)")
                #expect(try rows.decode(column: 0, as: Int64.self) == [0], "\(table)")
            }
        }
    }

    @Test func `no read goes through a whole table`() async throws {
        try await TestLog.with { log in
            try await log.store.install(Self.projection)
            let card = (
                head: #"{"traits":{},"identifiers":[],"fields":{"project_ids":["p"#,
                tail: #"",0,0]},"tags":{"marks":{}}}"#
            )
            let uuid = "('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid"
            try await log.pool.execute(
                """
                INSERT INTO sheets_contacts (tenant, subject, card, sheet, was_in, changed)
                SELECT 'default', \(unsafe: uuid), \(card.head) || n / 10 || \(card.tail), CASE n % 3 WHEN 0 THEN 'clients' WHEN 1 THEN 'experts' END, '{}', n
                FROM generate_series(1, 30000) AS n
                """)
            try await log.pool.execute(
                """
                INSERT INTO sheets_projects (tenant, project, subject, since)
                SELECT 'default', 'p' || n / 10, \(unsafe: uuid), n FROM generate_series(1, 30000) AS n
                """)
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("ANALYZE")
            await owner.close()
            let scans = try await log.sequentialScans(of: ["sheets_contacts", "sheets_projects"]) { pool in
                let sheets = SheetQueries(pool: pool)
                for _ in 0..<7 {
                    let page = try await sheets.rows(of: .clients, in: .default, limit: 20)
                    #expect(page.rows.count == 20)
                    _ = try await sheets.rows(of: .clients, in: .default, limit: 20, after: page.next)
                    let projects = try await sheets.rows(of: .projects, in: .default, limit: 20, after: "p1")
                    #expect(projects.rows.count == 20)
                    _ = try await sheets.changes(of: .experts, in: .default, since: Position(15_000), limit: 20)
                    _ = try await sheets.changes(of: .projects, in: .default, since: Position(15_000), limit: 20)
                }
            }
            #expect(scans == 0)
        }
    }
}
