import Inbox
import Postgres
import ProjectionEngine
import ProjectionTestSupport
import Testing
import Vocabulary

/// No query of the inbox reads a big table from end to end.
struct ScanTests {
    private static let tables = ["inbox_conversations", "inbox_messages", "inbox_insights"]

    /// As many rows as make a sequential scan dear: conversations of ten messages, of which three have insights.
    private static let rows: [String] = [
        """
        INSERT INTO inbox_conversations (tenant, conversation, subject, source, medium, contact_digits, status, assignee_id,
          tags, sentiment, open_tasks, automation_paused, inbound_count, outbound_count, unread_count, unread, active_at,
          last_position, updated_at)
        SELECT 'default', md5('c' || n)::uuid, md5('s' || n)::uuid, 'respond.io', 'whatsapp', (15550000000 + n)::text, 'open',
          'u' || n % 50, CASE WHEN n % 100 = 0 THEN ARRAY['vip'] ELSE '{}' END,
          CASE WHEN n % 100 = 0 THEN 'urgent' END, CASE WHEN n % 100 = 0 THEN ARRAY['t'] ELSE '{}' END, false, 10, 0,
          CASE WHEN n % 100 = 0 THEN 1 ELSE 0 END, '{}', now() - n * interval '1 minute', n, now()
        FROM generate_series(1, 10000) AS n
        """,
        """
        INSERT INTO inbox_messages (tenant, source, message_id, subject, position, event_id, conversation, direction, form,
          text, medium, contact_digits, occurred_at, recorded_at)
        SELECT 'default', 'respond.io', 'm' || n, md5('s' || n / 10)::uuid, n, md5('e' || n)::uuid, md5('c' || n / 10)::uuid,
          'inbound', CASE WHEN n % 500 = 0 THEN 'audio' ELSE 'text' END,
          CASE WHEN n % 10000 = 0 THEN 'needle in the hay' ELSE 'hay and more hay' END
            || CASE WHEN n > 15000 THEN ' straw' ELSE '' END || CASE WHEN n > 15000 AND n % 10 = 0 THEN ' reed' ELSE '' END,
          CASE WHEN n % 9000 = 0 THEN 'email' ELSE 'whatsapp' END,
          (15550000000 + n / 10)::text, now() - n * interval '1 second', now()
        FROM generate_series(1, 100000) AS n
        """,
        """
        INSERT INTO inbox_insights (tenant, source, message_id, subject, message_at, message_position, sentiment, task_count,
          last_position)
        SELECT tenant, source, message_id, subject, occurred_at, position,
          CASE WHEN position % 100 = 0 THEN 'urgent' ELSE 'neutral' END, CASE WHEN position % 50 = 0 THEN 1 ELSE 0 END, position
        FROM inbox_messages WHERE position % 3 = 0
        """,
        "ANALYZE inbox_conversations, inbox_messages, inbox_insights",
    ]

    private func withBigInbox(_ body: (TestLog) async throws -> Void) async throws {
        try await TestLog.with { log in
            try await log.store.install(InboxProjection.projection)
            for statement in Self.rows {
                try await log.pool.execute(PostgresQuery(sql: statement).timeout(.seconds(120)))
            }
            try await body(log)
        }
    }

    @Test func `lists, threads and filters are read by indexes`() async throws {
        try await withBigInbox { log in
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let inbox = InboxQueries(pool: pool)
                let page = try await inbox.messages(of: .default)
                #expect(page.count == 50)
                #expect(try await inbox.messages(of: .default, before: page.last?.cursor).count == 50)
                #expect(try await inbox.messages(of: .default, offset: 5000).count == 50)
                var voice = MessageFilter()
                voice.selection = .voice
                #expect(try await inbox.messages(of: .default, voice).count == 50)
                var tasks = MessageFilter()
                tasks.selection = .tasks
                #expect(try await inbox.messages(of: .default, tasks).count == 50)
                var urgent = MessageFilter()
                urgent.sentiment = .urgent
                #expect(try await inbox.messages(of: .default, urgent).count == 50)
                for (medium, count) in [(Channel.Medium.whatsApp, 50), (.email, 11), (.telegram, 0)] {
                    var filter = MessageFilter()
                    filter.medium = medium
                    #expect(try await inbox.messages(of: .default, filter).count == count)
                    filter.selection = .voice
                    #expect(try await inbox.messages(of: .default, filter).count == (medium == .email ? 11 : count))
                }
                #expect(try await inbox.thread(of: .default, phone: "+15550000123").count == 10)
                let list = try await inbox.conversations(of: .default)
                #expect(list.count == 50)
                #expect(try await inbox.conversations(of: .default, after: list.last?.cursor).count == 50)
                var filter = ConversationFilter()
                filter.isUnread = true
                #expect(try await inbox.conversations(of: .default, filter).count == 50)
                filter = ConversationFilter()
                filter.hasTasks = true
                #expect(try await inbox.conversations(of: .default, filter).count == 50)
                filter = ConversationFilter()
                filter.sentiment = .urgent
                #expect(try await inbox.conversations(of: .default, filter).count == 50)
                filter = ConversationFilter()
                filter.assignee = "u7"
                #expect(try await inbox.conversations(of: .default, filter).count == 50)
                filter = ConversationFilter()
                filter.tag = "vip"
                #expect(try await inbox.conversations(of: .default, filter).count == 50)
            }
            #expect(scans == 0)
        }
    }

    @Test func `rare words are found by the index of words, and common ones from the newest on`() async throws {
        try await withBigInbox { log in
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let inbox = InboxQueries(pool: pool)
                #expect(try await inbox.search(in: .default, for: "needle").count == 10)
                #expect(try await inbox.search(in: .default, for: "needle hay").count == 10)
                #expect(try await inbox.search(in: .default, for: "nothing").isEmpty)
                let common = try await inbox.search(in: .default, for: "hay", limit: 20)
                #expect(common.map(\.message.position.rawValue) == Array(1...20))
                #expect(
                    try await inbox.search(in: .default, for: "hay", limit: 5, before: common.last?.cursor).count == 5)
            }
            #expect(scans == 0)
        }
    }

    @Test func `words that were common once are found, however many there were`() async throws {
        try await withBigInbox { log in
            let scans = try await log.sequentialScans(of: Self.tables) { pool in
                let inbox = InboxQueries(pool: pool)
                for (words, step) in [("reed", 10), ("straw", 1), ("straw reed", 10)] {
                    let found = try await inbox.search(in: .default, for: words, limit: 20)
                    let first = 15000 + Int64(step)
                    #expect(
                        found.map(\.message.position.rawValue) == (0..<20).map { first + $0 * Int64(step) }, "\(words)")
                    let next = try await inbox.search(in: .default, for: words, limit: 3, before: found.last?.cursor)
                    #expect(
                        next.map(\.message.position.rawValue) == (20..<23).map { first + $0 * Int64(step) }, "\(words)")
                }
            }
            #expect(scans == 0)
        }
    }
}
