import HTTPTypes
import Hummingbird
import Ingest
import Ledger
import Providers
import Vocabulary

extension WebhookRoutes {
    /// Meta asks whether we want an app's webhooks, with a token that only we and who set the app up know.
    func subscribe(_ request: Request, _ context: ServerContext) throws -> Response {
        let candidates = try tenants.candidates(of: context)
        let query = try Query(request.uri.query)
        guard try query.one("hub.mode") == "subscribe", let challenge = try query.one("hub.challenge") else {
            throw APIError.badRequest("Meta verifies a webhook with hub.mode=subscribe and a hub.challenge.")
        }
        let token = try query.one("hub.verify_token") ?? ""
        guard candidates.contains(where: { $0.secrets.isWhatsAppVerifyToken(token) }) else {
            throw APIError(
                .forbidden, "wrong_verify_token",
                "The hub.verify_token is not the one that is configured (WHATSAPP_VERIFY_TOKEN).")
        }
        return Response(bytes: Array(challenge.utf8), type: "text/plain; charset=utf-8")
    }

    /// Takes a delivery of WhatsApp's: for the tenant of the path, or else for those whose numbers it names.
    ///
    /// A tenant is found among those whose app secret signed the delivery only: nobody writes into another's ledger by naming its
    /// number.
    func takeWhatsApp(_ request: Request, _ context: ServerContext) async throws -> Acceptance {
        let candidates = try tenants.candidates(of: context).filter { $0.secrets.isConfigured(for: .whatsApp) }
        guard !candidates.isEmpty else { throw IngestError.notConfigured(.whatsApp) }
        return try await withWebhook(request, limit: bodyLimit) { try await take($0, from: candidates) }
    }

    private func take(
        _ webhook: WebhookRequest, from candidates: [(id: TenantID, secrets: ProviderSecrets)]
    ) async throws -> Acceptance {
        let (reader, receivedAt) = (WebhookReaders.whatsApp, Ledger.now())
        let authentic = candidates.filter { reader.isAuthentic(webhook, $0.secrets, at: receivedAt) }
        guard let first = authentic.first else { throw IngestError.notAuthentic }
        guard authentic.count > 1 else {
            return try await ingest.accept(
                authentic: webhook, by: reader, tenant: first.id, receivedAt: receivedAt)
        }
        return try await share(webhook, among: authentic, by: reader, receivedAt: receivedAt)
    }

    /// Gives each tenant that shares an app what is of its numbers, and the first one what is of no number. What is of a number that
    /// nobody has is kept as unreadable: whose it is can't be told.
    private func share(
        _ webhook: WebhookRequest, among tenants: [(id: TenantID, secrets: ProviderSecrets)], by reader: WhatsAppReader,
        receivedAt: Timestamp
    ) async throws -> Acceptance {
        let parts = reader.parts(of: webhook.body) { number -> TenantID? in
            guard let number else { return tenants[0].id }
            return tenants.first { $0.secrets.whatsAppNumberIDs.contains(number) }?.id
        }
        guard !parts.isEmpty else {
            return try await ingest.accept(
                authentic: webhook, by: reader, tenant: tenants[0].id, receivedAt: receivedAt)
        }
        var acceptances: [Acceptance] = []
        for part in parts {
            var request = webhook
            request.body = part.body
            if let owner = part.owner {
                acceptances.append(
                    try await ingest.accept(authentic: request, by: reader, tenant: owner, receivedAt: receivedAt))
            } else {
                acceptances.append(
                    try await ingest.quarantine(
                        request, .withoutOwner, of: .whatsApp, tenant: tenants[0].id, receivedAt: receivedAt))
            }
        }
        return Acceptance(joining: acceptances)
    }
}
