import Postgres
import ProjectionEngine
package import Vocabulary

extension InboxQueries {
    /// All messages of a tenant, newest first.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - offset: how many of the newest to pass over; for callers that page so. A cursor stays in place when messages come in.
    ///   - cursor: only messages that are older.
    package func messages(
        of tenant: TenantID, limit: Int = 50, offset: Int = 0, before cursor: MessageCursor? = nil
    ) async throws -> [InboxMessage] {
        try await messages(
            """
            SELECT \(unsafe: Self.messageColumns) FROM \(unsafe: Self.messageTables)
            WHERE m.tenant = \(tenant) AND m.position IS NOT NULL
              AND (m.occurred_at, m.position) < (\(cursor?.occurredAt ?? Self.latest), \(cursor?.position ?? Position(.max)))
            ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit)) OFFSET \(Int64(offset))
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
        return try await messages(
            """
            SELECT \(unsafe: Self.messageColumns) FROM \(unsafe: Self.messageTables)
            WHERE m.tenant = \(tenant) AND m.search @@ websearch_to_tsquery('simple', \(words)) AND m.position IS NOT NULL
              AND (m.occurred_at, m.position) < (\(cursor?.occurredAt ?? Self.latest), \(cursor?.position ?? Position(.max)))
            ORDER BY m.occurred_at DESC, m.position DESC LIMIT \(Int64(limit))
            """)
    }

    private static let messageColumns =
        (MessageKey.columns + MessageState.columns).map { "m.\($0)" }.joined(separator: ", ") + ", c.read_position"

    private static let messageTables = """
        inbox_messages AS m LEFT JOIN inbox_conversations AS c \
        ON c.tenant = m.tenant AND c.conversation = m.conversation
        """

    /// After any message's time.
    private static let latest = Timestamp(microseconds: Timestamp.years.upperBound * 1_000_000)

    private func messages(_ query: PostgresQuery) async throws -> [InboxMessage] {
        try await rows(query) { row in
            let key = try MessageKey(from: &row)
            let state = try MessageState(from: &row)
            let readPosition = try row.next(Position?.self)
            return state.record.map { message in
                let isRead = message.direction == .outbound || readPosition.map { message.position <= $0 } ?? false
                return InboxMessage(
                    key: key, subject: state.subject, message: message, delivery: state.delivery, isRead: isRead)
            }
        }
    }
}
