import Hummingbird
import Providers
import Vocabulary

/// The tenants that are configured, and which of them a request is for.
struct TenantDirectory: Sendable {
    let secrets: [TenantID: ProviderSecrets]

    /// The tenant that the path names (`/t/{tenant}/…`), or else the default one, with its secrets.
    ///
    /// - Throws: `APIError` (404) for a tenant that isn't configured.
    func tenant(of context: ServerContext) throws(APIError) -> (id: TenantID, secrets: ProviderSecrets) {
        let id = context.parameters.get("tenant").map { TenantID($0) } ?? .default
        guard let id, let secrets = secrets[id] else { throw .notFound }
        return (id, secrets)
    }

    /// The tenants that a delivery may be for: the one that the path names, or else all, the default one first.
    ///
    /// - Throws: `APIError` (404) for a tenant that isn't configured.
    func candidates(of context: ServerContext) throws(APIError) -> [(id: TenantID, secrets: ProviderSecrets)] {
        guard context.parameters.get("tenant") == nil else { return [try tenant(of: context)] }
        return secrets.map { (id: $0.key, secrets: $0.value) }.sorted { a, b in
            a.id == .default || (b.id != .default && a.id < b.id)
        }
    }

    /// The tenant whose data a key asks for: the one that the path names, or else the key's own, or else the default one.
    ///
    /// - Throws: `APIError`: 404 for a tenant that isn't configured, 403 for one that the key may not see.
    func tenant(of context: ServerContext, for principal: Principal) throws(APIError) -> TenantID {
        if context.parameters.get("tenant") == nil, let own = principal.tenant { return own }
        let named = try tenant(of: context).id
        try principal.check(named)
        return named
    }
}

extension Principal {
    /// - Throws: `APIError` (403) for a tenant that the key may not see.
    func check(_ tenant: TenantID) throws(APIError) {
        guard self.tenant == nil || self.tenant == tenant else {
            throw APIError(.forbidden, "other_tenant", "The key belongs to another tenant.")
        }
    }
}
