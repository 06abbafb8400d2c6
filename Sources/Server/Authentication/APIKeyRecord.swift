package import Vocabulary

/// What is known of a key: all but its secret.
package struct APIKeyRecord: Hashable, Sendable {
    package let id: String
    package let name: String
    package let tenant: TenantID?
    package let scopes: [Scope]
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    package let revokedAt: Timestamp?
    /// To the minute.
    package let lastUsedAt: Timestamp?
}
