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
    /// Bytes of one body.
    let bodyLimit: Int
    let bodies: BodyBudget
    /// Of large webhooks.
    let turn = Turn()
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
                    _ = try await accept(
                        request, context, by: WebhookReaders.elevenLabs, limit: max(Self.recordingLimit, bodyLimit))
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

    /// ElevenLabs delivers recordings of calls as base64 of their MP3: 18 MiB of it are some 20 minutes.
    private static let recordingLimit = 24 * 1024 * 1024

    private func accept(
        _ request: Request, _ context: ServerContext, by reader: any WebhookReader, limit: Int? = nil
    ) async throws -> Acceptance {
        try await counted(reader.source, context) {
            let tenant = try tenants.tenant(of: context)
            return try await withWebhook(request, limit: limit ?? bodyLimit) { webhook in
                try await ingest.accept(
                    webhook, by: reader, secrets: tenant.secrets, tenant: tenant.id, receivedAt: Ledger.now())
            }
        }
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

    /// Reads a webhook that anybody may have sent.
    func withWebhook<R>(
        _ request: Request, limit: Int, _ use: (WebhookRequest) async throws -> R
    ) async throws -> R {
        let url = try url(of: request)
        return try await bodies.withBody(of: request, limit: limit) { body in
            try await inTurn(body) { try await use(request.webhook(url: url, body: body)) }
        }
    }

    /// Above so many bytes a webhook takes as long to commit as hundreds of others, and several in a batch longer than these wait.
    private static let large = 1024 * 1024

    /// Records a webhook: a large one when those before it are recorded.
    func inTurn<R>(_ body: [UInt8], _ record: () async throws -> R) async throws -> R {
        guard body.count > Self.large else { return try await record() }
        return try await turn.take(record)
    }

    /// Reads a webhook of a caller who is known.
    ///
    /// - Parameter limit: bytes of the body; as many as any webhook may have unless it is given.
    func webhook(_ request: Request, limit: Int? = nil) async throws -> WebhookRequest {
        request.webhook(url: try url(of: request), body: try await request.bytes(limit: limit ?? bodyLimit))
    }

    private func url(of request: Request) throws(APIError) -> String {
        guard let url = publicURL.url(ofTarget: request.head.path ?? "") else {
            throw APIError.unavailable("starting", "The server is starting. Try again.")
        }
        return url
    }
}
