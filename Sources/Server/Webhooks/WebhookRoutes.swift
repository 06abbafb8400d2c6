import Hummingbird
import Ingest
import Ledger
import Logging
import Providers
import Vocabulary

/// Where providers deliver. A 2xx answer means that the delivery is durably in the ledger.
struct WebhookRoutes: Sendable {
    let ingest: Ingest
    let tenants: TenantDirectory
    let publicURL: PublicURL
    let bodyLimit: Int
    let counters: WebhookCounters

    /// For the default tenant, and for any other below `/t/{tenant}`.
    var routes: [Route] {
        ["", "/t/{tenant}"].flatMap { prefix in
            [
                Route.signed(by: .respondIO, .post, "\(prefix)/webhook/respond-io") { request, context in
                    let acceptance = try await accept(request, context, by: WebhookReaders.respondIO)
                    return Response(respondIO: acceptance)
                },
                Route.signed(by: .twilio, .post, "\(prefix)/api/whatsapp/webhook") { request, context in
                    _ = try await accept(request, context, by: WebhookReaders.twilio)
                    return .emptyTwiML
                },
            ]
        }
    }

    private func accept(
        _ request: Request, _ context: ServerContext, by reader: any WebhookReader
    ) async throws -> Acceptance {
        let counts = counters[reader.source]
        do {
            let acceptance = try await take(request, context, by: reader)
            counts.add(WebhookOutcome(acceptance))
            if acceptance.isQuarantined {
                context.logger.warning("delivery quarantined", metadata: ["source": "\(reader.source)"])
            }
            return acceptance
        } catch {
            counts.add(WebhookRefusal(error))
            if let refusal = error as? IngestError { throw APIError(refusal) }
            throw error
        }
    }

    private func take(
        _ request: Request, _ context: ServerContext, by reader: any WebhookReader
    ) async throws -> Acceptance {
        let tenant = try tenants.tenant(of: context)
        guard let url = publicURL.url(ofTarget: request.head.path ?? "") else {
            throw APIError.unavailable("starting", "The server is starting. Try again.")
        }
        let webhook = try await request.webhook(url: url, bodyLimit: bodyLimit)
        return try await ingest.accept(
            webhook, by: reader, secrets: tenant.secrets, tenant: tenant.id, receivedAt: Ledger.now())
    }
}
