import Ledger
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Postgres
@testable import TenantLookup

struct LookupQueriesTests {
    private let projection = TenantLookupProjection.projection

    @Test func `a phone number is found in any form, with its latest session`() async throws {
        try await TestLog.with { log in
            try await log.record([
                .sync("old", at: 1) { $0.phone = "51999999999" }, .sync("new", at: 9) { $0.phone = "+51999999999" },
                .sync("other", at: 20) { $0.phone = "+51888888888" },
            ])
            try await log.following(projection) { try await log.catchUp(projection) }
            let queries = LookupQueries(pool: log.pool)
            for phone in ["+51999999999", "51999999999", "0051999999999", "whatsapp:+51999999999", "+51 999-999-999"] {
                #expect(try await queries.session(phone: phone, of: .default)?.key.session == "new", "\(phone)")
            }
            for phone in ["+51777777777", "nobody", "", "12"] {
                #expect(try await queries.session(phone: phone, of: .default) == nil, "\(phone)")
            }
            let session = try #require(try await queries.session(id: "old", of: .default))
            #expect(session.state.phone == "51999999999")
            #expect(try await queries.session(id: "none", of: .default) == nil)
            #expect(try await queries.session(id: "a\0", of: .default) == nil)
        }
    }

    @Test func `a tenant's sessions are found for it and for who may see all, and for nobody else`() async throws {
        try await TestLog.with { log in
            let (acme, empty) = (try #require(TenantID("acme")), try #require(TenantID("empty")))
            try await log.record([.sync("s1", at: 1) { $0.phone = "+51999999999" }])
            try await log.record([.sync("s1", at: 2) { $0.phone = "+51999999999" }], tenant: acme)
            try await log.following(projection) { try await log.catchUp(projection) }
            let queries = LookupQueries(pool: log.pool)
            for (asked, found) in [(TenantID.default, TenantID.default), (acme, acme), (nil, acme)] {
                #expect(try await queries.session(phone: "51999999999", of: asked)?.key.tenant == found)
                #expect(try await queries.session(id: "s1", of: asked)?.key.tenant == found)
            }
            #expect(try await queries.session(phone: "51999999999", of: empty) == nil)
            #expect(try await queries.session(id: "s1", of: empty) == nil)
        }
    }

    @Test func `a session is active until its time is over`() throws {
        let state = try #require(
            try SessionFold().states(after: [Saying.sync(at: 0).recorded(0)]).values.first)
        let session = LookupSession(key: SessionKey(tenant: .default, session: "s1"), state: state)
        let day = Duration.seconds(86_400)
        #expect(session.isActive(at: Saying.at(0), lifetime: day))
        #expect(session.isActive(at: Saying.at(24 * 60 - 1), lifetime: day))
        #expect(!session.isActive(at: Saying.at(24 * 60), lifetime: day))
        #expect(!session.isActive(at: Saying.at(60), lifetime: .seconds(3600)))
    }

    @Test(arguments: [UInt64(41), 42])
    func `rows are what the facts make of them, followed or rebuilt`(seed: UInt64) async throws {
        try await TestLog.with { log in
            let sayings = Saying.random(seed: seed, 300)
            let facts = sayings.enumerated().map { $1.recorded(Int64($0)) }
            let expected = try SessionFold().states(after: facts)
            try await log.following(projection) {
                var rest = sayings[...]
                while !rest.isEmpty {
                    try await log.record(Array(rest.prefix(70)), phone: "+5199999999\(rest.count)")
                    rest = rest.dropFirst(70)
                    try await log.catchUp(projection)
                }
            }
            let queries = LookupQueries(pool: log.pool)
            for (key, state) in expected {
                var found = try #require(try await queries.session(id: key.session, of: .default)).state
                found.subject = state.subject
                #expect(found == state, "seed \(seed)")
            }
            let followed = try await log.store.digests(of: projection)
            #expect(try await log.rebuild(projection).run().digests == followed.tables, "seed \(seed)")
            #expect(followed.tables.map(\.rows) == [Int64(expected.count), 0])
        }
    }

    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            try await log.record([.sync("s1") { $0.phone = "+51999999999" }, .order("o1")])
            try await log.record([.sync("s2") { $0.phone = "+51888888888" }], phone: "+51888888888")
            _ = try await log.rebuild(projection).run()
            let queries = LookupQueries(pool: log.pool)
            let victim = try #require(try await queries.session(id: "s1", of: .default)).state.subject
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(victim)")
            await owner.close()
            _ = try await log.rebuildAnew(projection)
            #expect(try await queries.session(id: "s1", of: .default) == nil)
            #expect(try await queries.session(phone: "51999999999", of: nil) == nil)
            #expect(try await queries.session(id: "s2", of: .default) != nil)
        }
    }

    @Test func `no lookup reads the table from end to end`() async throws {
        try await TestLog.with { log in
            try await log.store.install(projection)
            try await log.pool.execute(
                """
                INSERT INTO lookup_sessions SELECT 'default', 'session ' || n, gen_random_uuid(), '+' || n, n::text, NULL, NULL,
                  NULL, NULL, NULL, '{}', '{}', '[]', '[]', now(), now(), now(), n
                FROM generate_series(5100000, 5120000) AS n
                """)
            try await log.pool.execute("ANALYZE lookup_sessions")
            let digits = try #require(PhoneDigits("5110000"))
            for tenant in [TenantID.default, nil] {
                for query in [LookupQueries.byPhone(digits, tenant), LookupQueries.byID("session 5110000", tenant)] {
                    let sql = "EXPLAIN " + String(decoding: query.statement.text.dropLast(), as: UTF8.self)
                    let plan = try await log.pool.query(
                        PostgresQuery(statement: PostgresStatement(sql), binds: query.binds, isPrepared: true)
                    ).decode(column: 0, as: String.self)
                    #expect(plan.contains { $0.contains("Index Scan") })
                    #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan)")
                }
            }
        }
    }
}
