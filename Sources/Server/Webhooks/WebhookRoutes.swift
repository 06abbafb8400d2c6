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
                Route.signed(by: .elevenLabs, .post, "\(prefix)/webhook/elevenlabs") { request, context in
                    _ = try await accept(request, context, by: WebhookReaders.elevenLabs)
                    return Response(json: ["status": "ok"])
                },
                Route.signed(by: .whatsApp, .get, "\(prefix)/webhook/whatsapp") { request, context in
                    try subscribe(request, context)
                },
                Route.signed(by: .whatsApp, .post, "\(prefix)/webhook/whatsapp") { request, context in
                    _ = try await counted(.whatsApp, context) { try await takeWhatsApp(request, context) }
                    return Response(json: ["status": "ok"])
                },
            ]
        }
    }

    private func accept(
        _ request: Request, _ context: ServerContext, by reader: any WebhookReader
    ) async throws -> Acceptance {
        try await counted(reader.source, context) { try await take(request, context, by: reader) }
    }

    /// Counts what becomes of a delivery.
    func counted(
        _ source: Source, _ context: ServerContext, _ take: () async throws -> Acceptance
    ) async throws -> Acceptance {
        try await counted(source, context, take) { $0 }
    }

    /// Counts what becomes of a delivery, where it is told with something else.
    func counted<Taken>(
        _ source: Source, _ context: ServerContext, _ take: () async throws -> Taken, outcome: (Taken) -> Acceptance
    ) async throws -> Taken {
        let counts = counters[source]
        do {
            let taken = try await take()
            let acceptance = outcome(taken)
            counts.add(WebhookOutcome(acceptance))
            if acceptance.isQuarantined {
                context.logger.warning("delivery quarantined", metadata: ["source": "\(source)"])
            }
            return taken
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
        let webhook = try await webhook(request)
        return try await ingest.accept(
            webhook, by: reader, secrets: tenant.secrets, tenant: tenant.id, receivedAt: Ledger.now())
    }

    /// - Parameter limit: bytes of the body; as many as any webhook may have unless it is given.
    func webhook(_ request: Request, limit: Int? = nil) async throws -> WebhookRequest {
        guard let url = publicURL.url(ofTarget: request.head.path ?? "") else {
            throw APIError.unavailable("starting", "The server is starting. Try again.")
        }
        return try await request.webhook(url: url, bodyLimit: limit ?? bodyLimit)
    }
}
