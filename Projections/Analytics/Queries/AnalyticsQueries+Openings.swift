import Postgres
import ProjectionEngine
package import Vocabulary

extension AnalyticsQueries {
    /// The openings of a range, in the order of the events that opened them.
    ///
    /// - Parameters:
    ///   - isAnswered: only those that were answered.
    ///   - isResolved: only those that were resolved.
    ///   - position: only those that were opened after it.
    ///   - limit: how many at most.
    package func openings(
        of tenant: TenantID, _ range: AnalyticsRange, filter: ChannelFilter = ChannelFilter(), isAnswered: Bool = false,
        isResolved: Bool = false, after position: Position? = nil, limit: Int = 100
    ) async throws -> [Opening] {
        let rows = try await pool.query(
            PostgresQuery(
                Self.listOpenings, tenant, range.start, range.end, range.periods.lowerBound, range.periods.upperBound,
                filter.medium, filter.channel, isAnswered, isResolved, position ?? Position(-1), Int64(limit)))
        return try rows.map { row in
            var reader = RowReader(row)
            return try Opening(from: &reader)
        }
    }

    private static let listOpenings = PostgresStatement(
        """
        SELECT \(openingColumns.joined(separator: ", ")) FROM \(openings(openingColumns)) AS o
        WHERE (answered_at IS NOT NULL OR NOT $8) AND (resolved_at IS NOT NULL OR NOT $9) AND opened_position > $10
        ORDER BY opened_position LIMIT $11
        """, name: "list openings")

    private static let openingColumns = [
        "opened_at", "opened_position", "medium", "channel", "answered_at", "answered_position", "answered_by",
        "resolved_at", "resolved_position",
    ]

    /// A subquery with these columns of all openings of tenant $1 from $2 to before $3, of periods $4 to $5, of medium $6 and
    /// channel $7 where those aren't NULL.
    static func openings(_ columns: [String]) -> String {
        """
        (SELECT o.* FROM analytics_openings AS kept
          LEFT JOIN (SELECT conversation, period + 1 AS period FROM analytics_openings
            WHERE tenant = $1 AND is_continued AND period BETWEEN $4::integer - 1 AND $5) AS before
            ON before.period = kept.period AND before.conversation = kept.conversation
          CROSS JOIN LATERAL unnest(\(columns.map { "kept.\($0)" }.joined(separator: ", "))) WITH ORDINALITY
            AS o (\(columns.joined(separator: ", ")), number)
          WHERE kept.tenant = $1 AND kept.period BETWEEN $4 AND $5 AND o.opened_at >= $2 AND o.opened_at < $3
            AND (o.number > 1 OR before.conversation IS NULL)
            AND ($6::text IS NULL OR o.medium = $6) AND ($7::text IS NULL OR o.channel = $7))
        """
    }
}

extension Opening {
    fileprivate init(from row: inout RowReader) throws(PostgresError) {
        self.init(
            openedAt: try row.next(), openedPosition: try row.next(),
            channel: ChannelName(medium: try row.next(), channel: try row.next()))
        answer = try Answer(at: row.next(), position: row.next(), nature: row.next())
        resolvedAt = try row.next()
        resolvedPosition = try row.next()
    }
}
