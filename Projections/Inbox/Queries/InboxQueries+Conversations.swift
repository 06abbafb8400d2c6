import Postgres
import ProjectionEngine
package import Vocabulary

extension InboxQueries {
    /// Conversations of a tenant, the one with the latest message first.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - cursor: only conversations behind it.
    package func conversations(
        of tenant: TenantID, _ filter: ConversationFilter = ConversationFilter(), limit: Int = 50,
        after cursor: ConversationCursor? = nil
    ) async throws -> [InboxConversation] {
        let end = cursor ?? Self.beforeAll
        return try await conversations(
            """
            SELECT \(unsafe: Self.conversationColumns) FROM inbox_conversations
            WHERE tenant = \(tenant) AND \(unsafe: filter.conditions)
              AND (\(unsafe: Self.unless(filter.status)) status = \(filter.status?.rawValue))
              AND (\(unsafe: Self.unless(filter.medium)) medium = \(filter.medium?.description))
              AND (\(unsafe: Self.unless(filter.assignee)) assignee_id = \(filter.assignee))
              AND (\(unsafe: Self.unless(filter.sentiment)) sentiment = \(filter.sentiment?.rawValue))
              AND (\(unsafe: Self.unless(filter.tag)) tags @> ARRAY[\(filter.tag)::text])
              AND (active_at, conversation) < (\(end.activeAt), \(end.conversation))
            ORDER BY active_at DESC, conversation DESC LIMIT \(Int64(limit))
            """)
    }

    /// The conversations with a person, the latest first: at most 100.
    ///
    /// - Parameter phone: in whatever form; what matters is its digits. What can't be a number has none.
    package func conversations(of tenant: TenantID, phone: String) async throws -> [InboxConversation] {
        guard let digits = PhoneDigits(phone) else { return [] }
        return try await conversations(
            """
            SELECT \(unsafe: Self.conversationColumns) FROM inbox_conversations
            WHERE tenant = \(tenant) AND contact_digits = \(digits.text)
            ORDER BY active_at DESC, conversation DESC LIMIT 100
            """)
    }

    /// A conversation; `nil` when the tenant has none of this id.
    package func conversation(_ key: ConversationKey) async throws -> InboxConversation? {
        try await conversations(
            """
            SELECT \(unsafe: Self.conversationColumns) FROM inbox_conversations
            WHERE tenant = \(key.tenant) AND conversation = \(key.conversation)
            """
        ).first
    }

    /// The notes on a conversation, oldest first: the latest 500.
    package func notes(on key: ConversationKey) async throws -> [InboxNote] {
        let columns = (NoteKey.columns + NoteState.columns).joined(separator: ", ")
        let newestFirst = try await rows(
            """
            SELECT \(unsafe: columns) FROM inbox_notes
            WHERE tenant = \(key.tenant) AND conversation = \(key.conversation)
            ORDER BY position DESC LIMIT 500
            """
        ) { row in
            InboxNote(position: try NoteKey(from: &row).position, note: try NoteState(from: &row))
        }
        return newestFirst.reversed()
    }

    private static let conversationColumns =
        (ConversationKey.columns + ConversationState.columns).joined(separator: ", ")

    private static let beforeAll = ConversationCursor(
        activeAt: Timestamp(microseconds: Timestamp.years.upperBound * 1_000_000),
        conversation: ConversationID(high: .max, low: .max))

    private func conversations(_ query: PostgresQuery) async throws -> [InboxConversation] {
        try await rows(query) { row in
            InboxConversation(key: try ConversationKey(from: &row), state: try ConversationState(from: &row))
        }
    }
}

extension ConversationFilter {
    /// What needs no value: spliced in, so that the partial indexes can be seen to serve.
    fileprivate var conditions: String {
        var conditions: [String] = []
        if isUnread { conditions.append("unread_count > 0") }
        if isUnassigned { conditions.append("assignee_id IS NULL") }
        if hasTasks { conditions.append("open_tasks <> '{}'") }
        return conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
    }
}
