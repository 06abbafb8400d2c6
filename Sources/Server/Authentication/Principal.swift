package import Vocabulary

/// Who is calling: a key that was checked.
package struct Principal: Hashable, Sendable {
    /// The public part of the key.
    package let keyID: String
    /// The only tenant that the key may see; `nil` for all.
    package let tenant: TenantID?
    package let scopes: Set<Scope>

    package init(keyID: String, tenant: TenantID?, scopes: Set<Scope>) {
        self.keyID = keyID
        self.tenant = tenant
        self.scopes = scopes
    }

    /// Whether the key has a scope; `admin` has all.
    package func has(_ scope: Scope) -> Bool {
        scopes.contains(scope) || scopes.contains(.admin)
    }
}
