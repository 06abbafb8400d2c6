import Ingest
import Ledger
import ProjectionEngine
import ProjectionTestSupport
import Providers
import Testing
import Vocabulary

@testable import Postgres
@testable import TenantLookup

@Suite(.serialized) struct TranscriptQueriesTests {
    private let projection = TenantLookupProjection.projection

    /// Hands over a conversation, as a page would.
    private static func hand(
        _ id: String, to log: TestLog, email: String = "ada@example.com", account: String = "acc1", count: Int = 1
    ) async throws {
        let body =
            #"{"emailId":"\#(email)","accountId":"\#(account)","conversationId":"\#(id)","transcript":["#
            + #"{"timestamp":"2026-01-15T10:30:00Z","speaker":"user","content":"Hello","messageId":"m1"}],"#
            + #""metadata":{"agentId":"a1","duration":60,"messageCount":\#(count),"platform":"web","userAgent":"m"}}"#
        let delivery = try ConversationWebhook.read(WebhookRequest(url: "", headers: [:], body: Array(body.utf8)))
            .delivery
        _ = try await Ingest(ledger: log.ledger).accept(
            delivery, from: .elevenLabs, tenant: .default, receivedAt: Saying.at(0))
    }

    @Test func `rows are the same followed and rebuilt, and as they were handed over last`() async throws {
        try await TestLog.with { log in
            try await log.following(projection) {
                for index in 0..<40 {
                    try await Self.hand("c\(index % 13)", to: log, account: "acc\(index % 3)", count: index)
                }
                try await log.catchUp(projection)
            }
            let queries = TranscriptQueries(pool: log.pool)
            for index in 27..<40 {
                let found = try #require(try await queries.transcript(id: "c\(index % 13)", of: .default))
                #expect(found.state.messageCount == Int64(index))
                #expect(found.state.accountID == "acc\(index % 3)")
                #expect(found.state.emailID == "ada@example.com")
                #expect(found.state.startedAt == Timestamp("2026-01-15T10:30:00Z"))
                #expect(found.state.endedAt == Timestamp("2026-01-15T10:31:00Z"))
            }
            let followed = try await log.store.digests(of: projection)
            #expect(followed.tables.map(\.rows) == [0, 13])
            #expect(try await log.rebuild(projection).run().digests == followed.tables)
        }
    }

    @Test func `a rebuild after a person's key is gone leaves no trace of the person`() async throws {
        try await TestLog.with { log in
            try await Self.hand("c1", to: log)
            try await Self.hand("c2", to: log, email: "bob@example.com")
            _ = try await log.rebuild(projection).run()
            let queries = TranscriptQueries(pool: log.pool)
            let victim = try #require(try await queries.transcript(id: "c1", of: nil)).state.subject
            let owner = try await PostgresConnection.connect(log.owner, logger: log.logger)
            try await owner.execute("DELETE FROM subject_keys WHERE subject = \(victim)")
            await owner.close()
            _ = try await log.rebuildAnew(projection)
            #expect(try await queries.transcript(id: "c1", of: nil) == nil)
            #expect(try await queries.transcript(id: "c2", of: nil) != nil)
            let filter = TranscriptQueries.Filter(tenant: .default)
            #expect(try await queries.page(filter, skipping: 0, atMost: 10).map(\.key.conversation) == ["c2"])
            #expect(try await queries.count(filter) == 1)
        }
    }

    @Test func `no question reads the table from end to end`() async throws {
        try await TestLog.with { log in
            try await log.store.install(projection)
            try await log.pool.execute(
                """
                INSERT INTO lookup_transcripts SELECT 'default', 'c' || n, gen_random_uuid(), 'completed', 'e' || n % 500,
                  'a' || n % 500, NULL, NULL, NULL, NULL, NULL, 1, 1, now() - n * interval '1 s', n
                FROM generate_series(1, 20000) AS n
                """)
            try await log.pool.execute("ANALYZE lookup_transcripts")
            typealias Filter = TranscriptQueries.Filter
            let queries = [
                TranscriptQueries.byID("c7", .default), TranscriptQueries.byID("c7", nil),
                TranscriptQueries.page(Filter(tenant: .default), skipping: 0, atMost: 20),
                TranscriptQueries.page(Filter(tenant: .default, emailID: "e7"), skipping: 0, atMost: 20),
                TranscriptQueries.page(Filter(tenant: .default, accountID: "a7"), skipping: 20, atMost: 20),
                TranscriptQueries.page(Filter(tenant: .default, status: "completed"), skipping: 0, atMost: 20),
            ]
            for query in queries {
                let sql = "EXPLAIN " + String(decoding: query.statement.text.dropLast(), as: UTF8.self)
                let plan = try await log.pool.query(
                    PostgresQuery(statement: PostgresStatement(sql), binds: query.binds, isPrepared: true)
                ).decode(column: 0, as: String.self)
                #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan)")
            }
        }
    }
}
