import Postgres
package import Vocabulary

/// What a source tells of messages that nobody told of.
package struct MessageGaps: Sendable, Equatable {
    package var source: Source
    /// How many messages of ours have a status and nothing else.
    package var statuses: Int64 = 0
    /// How many of the latest messages answer one that isn't there.
    package var replies: Int64 = 0

    package init(source: Source, statuses: Int64 = 0, replies: Int64 = 0) {
        self.source = source
        self.statuses = statuses
        self.replies = replies
    }
}

extension InboxQueries {
    /// Looks for gaps among the latest messages of a tenant.
    ///
    /// - Parameters:
    ///   - moment: statuses from then on count. No index tells of them: the table is read, for as long as `patience`.
    ///   - count: how many of the latest messages are looked at for what they answer.
    package func gaps(
        of tenant: TenantID, statusesSince moment: Timestamp, among count: Int64, patience: Duration
    ) async throws -> [MessageGaps] {
        var found: [Source: MessageGaps] = [:]
        let statuses: PostgresQuery =
            """
            SELECT source, count(*) FROM inbox_messages
            WHERE tenant = \(tenant) AND position IS NULL AND status_at >= \(moment)
            GROUP BY source
            """
        // Where the time isn't enough, there is no answer to this question.
        let told = try? await pool.query(statuses.timeout(patience))
        for (source, number) in try told?.decode(Source.self, Int64.self) ?? [] {
            found[source, default: MessageGaps(source: source)].statuses = number
        }
        let replies = try await pool.query(
            """
            SELECT latest.source, count(*)
            FROM (SELECT source, reply_to FROM inbox_messages WHERE tenant = \(tenant) AND position IS NOT NULL
                  ORDER BY occurred_at DESC, position DESC LIMIT \(count)) AS latest
            LEFT JOIN LATERAL (
              SELECT position FROM inbox_messages AS message
              WHERE message.tenant = \(tenant) AND message.source = latest.source AND message.message_id = latest.reply_to
              LIMIT 1) AS answered ON true
            WHERE latest.reply_to IS NOT NULL AND answered.position IS NULL
            GROUP BY latest.source
            """)
        for (source, number) in try replies.decode(Source.self, Int64.self) {
            found[source, default: MessageGaps(source: source)].replies = number
        }
        return found.values.sorted { $0.source.rawValue < $1.source.rawValue }
    }

    /// Which sources tell of conversations on a channel.
    ///
    /// - Parameter channel: the provider's id of it, or else our address on it.
    package func sources(of tenant: TenantID, medium: String, channel: String) async throws -> [Source] {
        try await pool.query(
            """
            SELECT source FROM inbox_conversations
            WHERE tenant = \(tenant) AND medium = \(medium)
              AND coalesce(channel_id, channel_address, '') = \(channel)
            LIMIT 1
            """
        ).decode(column: 0, as: Source.self)
    }
}
