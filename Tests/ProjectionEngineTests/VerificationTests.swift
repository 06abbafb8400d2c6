import Inbox
import Ledger
import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct VerificationTests {
    @Test func `tables that were followed are what the ledger makes, while deliveries go on coming in`() async throws {
        let inbox = InboxProjection.projection
        try await TestLog.with { log in
            var traffic = TestTraffic(into: log, seed: 21)
            try await log.following(inbox, .tally()) {
                try await traffic.flow(100)
                try await log.note("one", on: "a")
                try await log.catchUp(inbox)
                try await log.catchUp(.tally())
                async let reports = log.verify(inbox, .tally())
                try await traffic.flow(60)
                let found = try await reports
                #expect(found.map(\.projection) == ["inbox", "tally"])
                #expect(found.allSatisfy { $0.isEqual })
                #expect(found.allSatisfy { $0.position > .first })
            }
            let schemas = try await log.pool.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'public_\\_%'")
            #expect(try schemas.decode(column: 0, as: Int64.self) == [0])
            #expect(try await log.store.state(of: "inbox")?.generation == 0)
        }
    }

    @Test func `it compares as of where the live tables stopped`() async throws {
        try await TestLog.with { log in
            for number in 0..<12 { try await log.note("n\(number)", on: "c\(number % 3)") }
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            for number in 12..<20 { try await log.note("n\(number)", on: "c\(number % 3)") }
            let report = try await log.verify(.tally())[0]
            #expect(report.isEqual)
            #expect(report.position == Position(12))
        }
    }

    /// Each change of a table by hand, and what is found.
    @Test(arguments: [
        ("UPDATE tally SET last = 'forged' WHERE last = 'n3'", "changed", 1),
        ("UPDATE tally SET count = count + 1 WHERE last = 'n3'", "changed", 1),
        ("DELETE FROM tally WHERE last = 'n3'", "missing", 1),
        ("INSERT INTO tally SELECT 'zzz', conversation, count, last FROM tally WHERE last = 'n3'", "surplus", 1),
        ("UPDATE tally SET last = last || '!'", "changed", 30),
        ("TRUNCATE tally", "missing", 30),
    ])
    func `what was changed by hand is found, and the key is named`(
        sql: String, nature: String, count: Int64
    ) async throws {
        try await TestLog.with { log in
            for number in 0..<30 { try await log.note("n\(number)", on: "c\(number)") }
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            #expect(try await log.verify(.tally())[0].isEqual)
            try await log.pool.execute(PostgresQuery(sql: sql))
            let table = try await log.verify(.tally())[0].tables[0]
            #expect(!table.isEqual)
            #expect(table.differing == count)
            #expect(table.differences.count == min(20, Int(count)))
            #expect(table.differences.allSatisfy { $0.nature.rawValue == nature })
            let key = log.ledger.conversation(.default, .daybook, "c3").description
            if count == 1 {
                let tenant = nature == "surplus" ? "zzz" : "default"
                #expect(table.differences.first?.key.map(\.column) == ["tenant", "conversation"])
                #expect(table.differences.first?.key.map(\.value) == [tenant, key])
            }
            let schemas = try await log.pool.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%tally%'")
            #expect(try schemas.decode(column: 0, as: Int64.self) == [0])
            _ = try await log.rebuild(.tally()).run()
            #expect(try await log.verify(.tally())[0].isEqual)
        }
    }

    @Test func `tables of another version aren't compared`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            let error = await #expect(throws: ProjectionError.self) { try await log.verify(.tally(version: 2)) }
            #expect(error?.code == .outdated)
        }
    }

    @Test func `a projection that isn't installed is named`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            let error = await #expect(throws: ProjectionError.self) { try await log.verify(.tally()) }
            #expect(error?.code == .notFound)
            #expect(try await log.leftovers(of: .tally()).isEmpty)
        }
    }

    @Test func `a rebuild that was killed is still gone on with after a verification`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            try await log.pool.execute("CREATE SCHEMA public__tally__g1")
            #expect(try await log.verify(.tally())[0].isEqual)
            let left = try await log.pool.query(
                "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE '%tally%'")
            #expect(try left.decode(column: 0, as: String.self) == ["public__tally__g1"])
        }
    }
}

extension TestLog {
    fileprivate func verify(_ projections: Projection...) async throws -> [ProjectionVerification.Report] {
        var limits = RebuildLimits()
        limits.batch = 10
        return try await ProjectionVerification(
            projections, configuration: projector, source: source, limits: limits, logger: logger
        ).run()
    }
}
