package import Logging
package import Providers
package import Vocabulary

/// Where the server listens, for whom, and within which bounds. Plain values: whoever starts the server puts them together.
package struct ServerConfiguration: Sendable {
    /// A host name or address; loopback unless told otherwise.
    package var host = "127.0.0.1"
    /// 0 for any port that is free.
    package var port = 8080
    /// The URL under which providers reach this server, without a slash at its end: Twilio signs it. `nil` for
    /// `http://<host>:<port>`, which is right only where nothing stands between them.
    package var publicURL: String?
    /// The tenants that there are, with what each shares with its providers.
    package var tenants: [TenantID: ProviderSecrets]
    /// Whether anybody may read the tiles of the log. They hold no personal data, but tell how much is going on.
    package var tilesArePublic = false
    package var limits = ServerLimits()
    /// Whose pages may call.
    package var origins = AllowedOrigins()
    /// How long an agent's session counts as active after its last activity.
    package var sessionLifetime = Duration.seconds(24 * 3600)
    /// What `/metrics` calls this build.
    package var version = "unknown"
    /// The versions of the projections that this build folds, by name: tables of another version wait for a rebuild.
    package var projections: [String: Int32] = [:]
    /// At which level the line of a request that went well is logged: a line for each webhook is more than anybody reads, and
    /// `/metrics` counts them. One that was refused is an info at least, one that failed through the server's fault a warning.
    package var accessLogLevel = Logger.Level.debug

    package init(tenants: [TenantID: ProviderSecrets]) {
        self.tenants = tenants
    }

    /// What is missing: a tenant without a secret of any provider takes none of their webhooks.
    package var warnings: [String] {
        silences(isWhole: true).map { tenant, sources in
            "tenant \(tenant) shares a secret with no provider: all their webhooks are answered 503. "
                + "Set that of \(Self.list(sources))."
        }
    }

    /// What may be meant so: the providers that a tenant shares no secret with, where it does with others.
    package var remarks: [String] {
        silences(isWhole: false).map { tenant, sources in
            "tenant \(tenant) shares no secret with \(Self.list(sources)): their webhooks are answered 503."
        }
    }

    private static func list(_ sources: [Source]) -> String {
        sources.map(\.withSecretPlace).joined(separator: ", ")
    }

    private func silences(isWhole: Bool) -> [(tenant: TenantID, sources: [Source])] {
        tenants.sorted { $0.key < $1.key }.compactMap { tenant, secrets in
            let missing = WebhookCounters.signed.filter { !secrets.isConfigured(for: $0) }
            guard !missing.isEmpty, (missing.count == WebhookCounters.signed.count) == isWhole else { return nil }
            return (tenant, missing)
        }
    }
}
