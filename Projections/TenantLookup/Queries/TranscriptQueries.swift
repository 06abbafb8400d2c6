package import Postgres
import ProjectionEngine
package import Vocabulary

/// A conversation with a voice agent, as it is read.
package struct Transcript: Equatable, Sendable {
    package let key: TranscriptKey
    package let state: TranscriptState
}

/// Finds conversations with voice agents, of one tenant or of all.
///
/// They throw `PostgresError`, or what the pool says.
package struct TranscriptQueries: Sendable {
    private let pool: PostgresPool

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Which conversations of a tenant are wanted; `nil` for any.
    package struct Filter: Hashable, Sendable {
        package var tenant: TenantID
        package var emailID: String?
        package var accountID: String?
        package var status: String?

        package init(
            tenant: TenantID, emailID: String? = nil, accountID: String? = nil, status: String? = nil
        ) {
            self.tenant = tenant
            self.emailID = emailID
            self.accountID = accountID
            self.status = status
        }
    }

    /// The conversation of this id; in several tenants, the one that came last.
    ///
    /// - Parameter tenant: the only one to look in; `nil` for all.
    package func transcript(id: String, of tenant: TenantID?) async throws -> Transcript? {
        guard !id.utf8.contains(0) else { return nil }
        return try await pool.query(Self.byID(id, tenant)).first.map(Self.transcript)
    }

    static func byID(_ id: String, _ tenant: TenantID?) -> PostgresQuery {
        """
        SELECT \(unsafe: Self.columns) FROM lookup_transcripts
        WHERE conversation = \(SessionKey.indexed(id)) AND (\(tenant)::text IS NULL OR tenant = \(tenant))
        ORDER BY processed_at DESC, tenant LIMIT 1
        """
    }

    /// A page of the conversations, the latest first.
    package func page(_ filter: Filter, skipping offset: Int, atMost limit: Int) async throws -> [Transcript] {
        try await pool.query(Self.page(filter, skipping: offset, atMost: limit)).map(Self.transcript)
    }

    static func page(_ filter: Filter, skipping offset: Int, atMost limit: Int) -> PostgresQuery {
        """
        SELECT \(unsafe: Self.columns) FROM lookup_transcripts
        WHERE tenant = \(filter.tenant)
          AND (\(unsafe: unless(filter.emailID)) email_id = \(filter.emailID))
          AND (\(unsafe: unless(filter.accountID)) account_id = \(filter.accountID))
          AND (\(unsafe: unless(filter.status)) status = \(filter.status))
        ORDER BY processed_at DESC, conversation OFFSET \(Int64(offset)) LIMIT \(Int64(limit))
        """
    }

    /// How many conversations there are.
    package func count(_ filter: Filter) async throws -> Int64 {
        let rows = try await pool.query(
            """
            SELECT count(*) FROM lookup_transcripts
            WHERE tenant = \(filter.tenant)
              AND (\(unsafe: Self.unless(filter.emailID)) email_id = \(filter.emailID))
              AND (\(unsafe: Self.unless(filter.accountID)) account_id = \(filter.accountID))
              AND (\(unsafe: Self.unless(filter.status)) status = \(filter.status))
            """)
        guard let row = rows.first else { return 0 }
        var reader = RowReader(row)
        return try reader.next()
    }

    /// A condition that isn't asked for is struck out in the text, so that the planner sees which index serves.
    private static func unless(_ value: String?) -> String {
        value == nil ? "TRUE OR" : ""
    }

    private static let columns = (TranscriptKey.columns + TranscriptState.columns).joined(separator: ", ")

    private static func transcript(_ row: PostgresRow) throws -> Transcript {
        var reader = RowReader(row)
        return Transcript(key: try TranscriptKey(from: &reader), state: try TranscriptState(from: &reader))
    }
}
