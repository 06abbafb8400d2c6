import Cryptography
import Ledger
package import Postgres
package import Vocabulary

/// The API keys in the database.
///
/// Checking them needs the writer's role; making, listing and revoking them the schema owner's.
package struct APIKeyStore: Sendable {
    private let pool: PostgresPool

    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - name: for people, to know it again.
    ///   - scopes: at least one.
    ///   - tenant: the only one that the key may see; `nil` for all.
    /// - Returns: the token, which can't be shown again.
    package func create(
        name: String, scopes: Set<Scope>, tenant: TenantID? = nil, expiresAt: Timestamp? = nil
    ) async throws(PostgresError) -> String {
        let key = APIKey.generate()
        let words = scopes.map(\.rawValue).sorted()
        _ = try await query(
            """
            INSERT INTO api_keys (id, digest, name, tenant, scopes, expires_at)
            VALUES (\(key.id), \(key.digest), \(name), \(tenant), \(words), \(expiresAt))
            """)
        return key.token
    }

    /// All keys, newest first.
    package func list() async throws(PostgresError) -> [APIKeyRecord] {
        let rows = try await query(
            """
            SELECT id, name, tenant, scopes, created_at, expires_at, revoked_at, last_used_at FROM api_keys
            ORDER BY created_at DESC, id
            """)
        return try rows.decode(
            String.self, String.self, TenantID?.self, [String].self, Timestamp.self, Timestamp?.self, Timestamp?.self,
            Timestamp?.self
        ).map { row in
            APIKeyRecord(
                id: row.0, name: row.1, tenant: row.2, scopes: row.3.compactMap { Scope($0) }, createdAt: row.4,
                expiresAt: row.5, revokedAt: row.6, lastUsedAt: row.7)
        }
    }

    /// Makes a key that replaces another: with its name, scopes and tenant.
    ///
    /// - Parameters:
    ///   - oldUntil: until when the other goes on working; one that ends sooner does so.
    ///   - newUntil: when the new one ends; `nil` for never.
    /// - Returns: the new token; `nil` when there is no key of this id that still works.
    package func rotate(
        _ id: String, oldUntil: Timestamp, newUntil: Timestamp? = nil
    ) async throws(PostgresError) -> String? {
        let key = APIKey.generate()
        let made = try await query(
            """
            WITH old AS (
              UPDATE api_keys SET expires_at = least(coalesce(expires_at, \(oldUntil)), \(oldUntil))
              WHERE id = \(id) AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
              RETURNING name, tenant, scopes
            )
            INSERT INTO api_keys (id, digest, name, tenant, scopes, expires_at)
            SELECT \(key.id), \(key.digest), name, tenant, scopes, \(newUntil) FROM old
            """)
        return made.affected > 0 ? key.token : nil
    }

    /// Revokes a key, at once and for good.
    ///
    /// - Returns: whether there was such a key.
    package func revoke(_ id: String) async throws(PostgresError) -> Bool {
        try await query("UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = \(id)").affected > 0
    }

    /// Who bears a token.
    package func authenticate(_ token: String) async throws(APIKeyError) -> Principal {
        guard let key = APIKey(token: token) else { throw .malformed }
        let found: StoredKey?
        do {
            found = try await find(key.id)
        } catch {
            throw .unavailable
        }
        // Compared even where there is none, so that time doesn't tell which ids exist.
        let isRight = constantTimeEqual(found?.digest ?? .zero, key.digest)
        guard let found, isRight else { throw .unknown }
        guard !found.isRevoked else { throw .revoked }
        guard !found.isExpired else { throw .expired }
        if found.isUseUnrecorded { await recordUse(of: key.id) }
        return Principal(keyID: key.id, tenant: found.tenant, scopes: found.scopes)
    }

    private struct StoredKey: Sendable {
        var digest: Hash256
        var tenant: TenantID?
        var scopes: Set<Scope>
        var isRevoked: Bool
        var isExpired: Bool
        /// Whether it's more than a minute since its use was written down.
        var isUseUnrecorded: Bool
    }

    /// A replica or a full disk may refuse it, which is no reason to refuse the caller.
    private func recordUse(of id: String) async {
        _ = try? await query("UPDATE api_keys SET last_used_at = now() WHERE id = \(id)")
    }

    private func find(_ id: String) async throws(PostgresError) -> StoredKey? {
        let look: PostgresQuery =
            """
            SELECT digest, tenant, scopes, revoked_at IS NOT NULL, coalesce(expires_at <= now(), false),
                   coalesce(last_used_at < now() - interval '1 minute', true)
            FROM api_keys WHERE id = \(id)
            """
        let rows = try await query(look.timeout(.seconds(2)))
        guard
            let row = try rows.decode(Hash256.self, TenantID?.self, [String].self, Bool.self, Bool.self, Bool.self)
                .first
        else { return nil }
        return StoredKey(
            digest: row.0, tenant: row.1, scopes: Set(row.2.compactMap { Scope($0) }), isRevoked: row.3,
            isExpired: row.4,
            isUseUnrecorded: row.5)
    }

    private func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        do {
            return try await pool.query(query)
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.cancelled, "the request was cancelled")
        }
    }
}
