package import Postgres
import ProjectionEngine
package import Vocabulary

/// A session, as it is read.
package struct LookupSession: Equatable, Sendable {
    package let key: SessionKey
    package let state: SessionState

    package init(key: SessionKey, state: SessionState) {
        self.key = key
        self.state = state
    }

    /// Whether less than `lifetime` has gone since the session's last activity.
    package func isActive(at now: Timestamp, lifetime: Duration) -> Bool {
        now < state.activeAt.advanced(by: lifetime)
    }
}

/// Finds agents' sessions, of one tenant or of all.
///
/// They throw `PostgresError`, or what the pool says.
package struct LookupQueries: Sendable {
    private let pool: PostgresPool

    /// - Parameter pool: connections in a role that may read the projections' tables.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The session of a phone number that was active last.
    ///
    /// - Parameters:
    ///   - phone: in whatever form; what matters is its digits. What can't be a number has none.
    ///   - tenant: the only one to look in; `nil` for all.
    package func session(phone: String, of tenant: TenantID?) async throws -> LookupSession? {
        guard let digits = PhoneDigits(phone) else { return nil }
        return try await session(Self.byPhone(digits, tenant))
    }

    static func byPhone(_ digits: PhoneDigits, _ tenant: TenantID?) -> PostgresQuery {
        """
        SELECT \(unsafe: Self.columns) FROM lookup_sessions
        WHERE phone_digits = \(digits.text) AND (\(tenant)::text IS NULL OR tenant = \(tenant))
        ORDER BY active_at DESC, tenant, session LIMIT 1
        """
    }

    /// The session of this id; in several tenants, the one that was active last.
    ///
    /// - Parameter tenant: the only one to look in; `nil` for all.
    package func session(id: String, of tenant: TenantID?) async throws -> LookupSession? {
        guard !id.utf8.contains(0) else { return nil }
        return try await session(Self.byID(id, tenant))
    }

    static func byID(_ id: String, _ tenant: TenantID?) -> PostgresQuery {
        """
        SELECT \(unsafe: Self.columns) FROM lookup_sessions
        WHERE session = \(SessionKey.indexed(id)) AND (\(tenant)::text IS NULL OR tenant = \(tenant))
        ORDER BY active_at DESC, tenant LIMIT 1
        """
    }

    private static let columns = (SessionKey.columns + SessionState.columns).joined(separator: ", ")

    private func session(_ query: PostgresQuery) async throws -> LookupSession? {
        guard let row = try await pool.query(query).first else { return nil }
        var reader = RowReader(row)
        return LookupSession(key: try SessionKey(from: &reader), state: try SessionState(from: &reader))
    }
}
