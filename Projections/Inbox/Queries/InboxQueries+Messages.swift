import Postgres
import ProjectionEngine
package import Vocabulary

extension InboxQueries {
    /// Messages of a tenant, newest first.
    ///
    /// - Parameters:
    ///   - filter: which of them; all, unless it says otherwise.
    ///   - limit: how many at most.
    ///   - offset: how many of the newest to pass over; for callers that page so. A cursor stays in place when messages come in.
    ///   - cursor: only messages that are older.
    package func messages(
        of tenant: TenantID, _ filter: MessageFilter = MessageFilter(), limit: Int = 50, offset: Int = 0,
        before cursor: MessageCursor? = nil
    ) async throws -> [InboxMessage] {
        let (at, position) = (cursor?.occurredAt ?? Self.latest, cursor?.position ?? Position(.max))
        guard filter.isAboutInsights else {
            // The page is cut before it is joined: what an offset passes over needn't be looked up elsewhere.
            return try await messages(
                """
                SELECT \(unsafe: Self.messageColumns) FROM (
                  SELECT * FROM inbox_messages AS m
                  WHERE m.tenant = \(tenant) AND m.position IS NOT NULL AND \(unsafe: filter.conditions)
                    AND (\(unsafe: Self.unless(filter.medium)) m.medium = \(filter.medium?.description))
                    AND (m.occurred_at, m.position) < (\(at), \(position))
                  ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit)) OFFSET \(Int64(offset))
                ) AS m \(unsafe: Self.messageJoins)
                ORDER BY m.occurred_at DESC, m.position DESC
                """)
        }
        return try await messages(
            """
            SELECT \(unsafe: Self.messageColumns) FROM \(unsafe: Self.messagesByInsight)
            WHERE i.tenant = \(tenant) AND m.position IS NOT NULL AND \(unsafe: filter.conditions)
              AND (\(unsafe: Self.unless(filter.sentiment)) i.sentiment = \(filter.sentiment?.rawValue))
              AND (\(unsafe: Self.unless(filter.medium)) m.medium = \(filter.medium?.description))
              AND (i.message_at, i.message_position) < (\(at), \(position))
            ORDER BY i.message_at DESC, i.message_position DESC LIMIT \(Int64(limit)) OFFSET \(Int64(offset))
            """)
    }

    /// The latest messages with a person, oldest first.
    ///
    /// - Parameters:
    ///   - phone: in whatever form; what matters is its digits. What can't be a number has no messages.
    ///   - limit: how many at most.
    ///   - cursor: only messages that are older.
    package func thread(
        of tenant: TenantID, phone: String, limit: Int = 500, before cursor: MessageCursor? = nil
    ) async throws -> [InboxMessage] {
        guard let digits = PhoneDigits(phone) else { return [] }
        let newestFirst = try await messages(
            """
            SELECT \(unsafe: Self.messageColumns) FROM \(unsafe: Self.messageTables)
            WHERE m.tenant = \(tenant) AND m.contact_digits = \(digits.text) AND m.position IS NOT NULL
              AND (m.occurred_at, m.position) < (\(cursor?.occurredAt ?? Self.latest), \(cursor?.position ?? Position(.max)))
            ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit))
            """)
        return newestFirst.reversed()
    }

    /// The latest messages of a conversation, oldest first.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - cursor: only messages that are older.
    package func thread(
        of tenant: TenantID, conversation: ConversationID, limit: Int = 500, before cursor: MessageCursor? = nil
    ) async throws -> [InboxMessage] {
        let newestFirst = try await messages(
            """
            SELECT \(unsafe: Self.messageColumns) FROM \(unsafe: Self.messageTables)
            WHERE m.tenant = \(tenant) AND m.conversation = \(conversation) AND m.position IS NOT NULL
              AND (m.occurred_at, m.position) < (\(cursor?.occurredAt ?? Self.latest), \(cursor?.position ?? Position(.max)))
            ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit))
            """)
        return newestFirst.reversed()
    }

    /// Messages in whose text, subject line or contact's name words are found, newest first.
    ///
    /// - Parameters:
    ///   - words: as people type them: all must be there, `"…"` in this order, `or` between two, `-` before one that must not.
    ///   - limit: how many at most.
    ///   - cursor: only messages that are older.
    package func search(
        in tenant: TenantID, for words: String, limit: Int = 50, before cursor: MessageCursor? = nil
    ) async throws -> [InboxMessage] {
        // PostgreSQL's text can't hold U+0000, so no message has one.
        guard !words.utf8.contains(0) else { return [] }
        let (at, position) = (cursor?.occurredAt ?? Self.latest, cursor?.position ?? Position(.max))
        return try await pool.transaction(.snapshot) { connection in
            // A page of common words is among the newest messages. A condition on so few of them needs no index of words, which
            // would have to name all messages with these words first.
            let newest = try await Self.messages(
                """
                SELECT \(unsafe: Self.messageColumns) FROM (
                  SELECT * FROM (
                    SELECT * FROM inbox_messages
                    WHERE tenant = \(tenant) AND position IS NOT NULL AND (occurred_at, position) < (\(at), \(position))
                    ORDER BY occurred_at DESC, position DESC LIMIT \(Self.newest)
                  ) AS newest WHERE search @@ websearch_to_tsquery('simple', \(words))
                  ORDER BY occurred_at DESC, position DESC LIMIT \(Int64(limit))
                ) AS m \(unsafe: Self.messageJoins)
                ORDER BY m.occurred_at DESC, m.position DESC
                """, on: connection)
            if newest.count == limit { return newest }
            // Of rare words all messages are taken from the index of words, and sorted; only words that were common once, and
            // aren't any more, are looked for from the newest message on. The planner knows too little of words to tell.
            try await connection.execute(Self.onlyBitmaps)
            let count =
                try await connection.query(
                    """
                    SELECT count(*) FROM (
                      SELECT 1 FROM inbox_messages WHERE search @@ websearch_to_tsquery('simple', \(words)) LIMIT \(Self.fewHits)
                    ) AS hits
                    """
                ).decode(column: 0, as: Int64.self).first ?? 0
            if count == Self.fewHits { try await connection.execute(Self.allScans) }
            return try await Self.messages(
                """
                SELECT \(unsafe: Self.messageColumns) FROM (
                  SELECT * FROM inbox_messages AS m
                  WHERE m.tenant = \(tenant) AND m.search @@ websearch_to_tsquery('simple', \(words))
                    AND m.position IS NOT NULL AND (m.occurred_at, m.position) < (\(at), \(position))
                  ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit))
                ) AS m \(unsafe: Self.messageJoins)
                ORDER BY m.occurred_at DESC, m.position DESC
                """, on: connection)
        }
    }

    /// So many messages are looked at one by one.
    private static let newest: Int64 = 10_000
    /// Up to so many hits are few.
    private static let fewHits: Int64 = 20_000

    private static let onlyBitmaps: PostgresQuery =
        "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)"
    private static let allScans: PostgresQuery =
        "SELECT set_config('enable_seqscan', 'on', true), set_config('enable_indexscan', 'on', true)"

    private static let messageColumns =
        ((MessageKey.columns + MessageState.columns).map { "m.\($0)" } + ["c.read_position", "i.subject IS NOT NULL"]
        + InsightState.columns.map { "i.\($0)" }).joined(separator: ", ")

    private static let messageTables = "inbox_messages AS m \(messageJoins)"

    // LATERAL … LIMIT 1 leaves the planner nothing but one look into the primary key for each message of the page.
    private static let messageJoins = """
        LEFT JOIN LATERAL (SELECT c.read_position FROM inbox_conversations AS c \
        WHERE c.tenant = m.tenant AND c.conversation = m.conversation LIMIT 1) AS c ON true \
        LEFT JOIN LATERAL (SELECT * FROM inbox_insights AS i \
        WHERE i.tenant = m.tenant AND i.source = m.source AND i.message_id = m.message_id LIMIT 1) AS i ON true
        """

    /// The same, of messages that have insights alone.
    private static let messagesByInsight = """
        inbox_insights AS i JOIN LATERAL (SELECT * FROM inbox_messages AS m \
        WHERE m.tenant = i.tenant AND m.source = i.source AND m.message_id = i.message_id LIMIT 1) AS m ON true \
        LEFT JOIN LATERAL (SELECT c.read_position FROM inbox_conversations AS c \
        WHERE c.tenant = m.tenant AND c.conversation = m.conversation LIMIT 1) AS c ON true
        """

    /// After any message's time.
    private static let latest = Timestamp(microseconds: Timestamp.years.upperBound * 1_000_000)

    private func messages(_ query: PostgresQuery) async throws -> [InboxMessage] {
        try await pool.withConnection { try await Self.messages(query, on: $0) }
    }

    private static func messages(
        _ query: PostgresQuery, on connection: PostgresConnection
    ) async throws -> [InboxMessage] {
        try await rows(query, on: connection) { row in
            let key = try MessageKey(from: &row)
            let state = try MessageState(from: &row)
            let readPosition = try row.next(Position?.self)
            let insight = try row.next(Bool.self) ? try InsightState(from: &row) : nil
            return state.record.map { message in
                let isRead = message.direction == .outbound || readPosition.map { message.position <= $0 } ?? false
                return InboxMessage(
                    key: key, subject: state.subject, message: message, delivery: state.delivery, insight: insight,
                    isRead: isRead)
            }
        }
    }
}

extension MessageFilter {
    /// Whether it asks for what only the insights know.
    fileprivate var isAboutInsights: Bool { selection == .tasks || sentiment != nil }

    /// What needs no value: spliced in, so that the partial indexes can be seen to serve.
    fileprivate var conditions: String {
        switch selection {
        case .all: "TRUE"
        case .voice: "m.form = 'audio'"
        case .text: "m.form = 'text'"
        case .tasks: "i.task_count > 0"
        }
    }
}
