import HTTPTypes
import Hummingbird
import Ingest
import Ledger
import ProjectionEngine
import Providers
import TenantLookup
import Vocabulary

/// The conversation webhook API: pages hand over what was said to a voice agent, and ask how it stands. Its callers have API keys, and
/// are told what is wrong with a conversation; ElevenLabs' own webhooks come in elsewhere.
///
/// A single conversation is found under the path of the agents' sessions (see ``LookupRoutes``).
struct TranscriptRoutes: Sendable {
    let webhooks: WebhookRoutes
    let queries: TranscriptQueries
    let reader: LedgerReader
    let position: ReadPosition

    var routes: [Route] {
        ["", "/t/{tenant}"].flatMap { prefix in
            [
                Route.keyed(.ingest, .post, "\(prefix)/api/v1/webhook/conversation") { request, context, principal in
                    try await take(request, context, principal)
                },
                Route.keyed(.agent, .get, "\(prefix)/api/v1/conversations") { request, context, principal in
                    try await list(request, context, principal)
                },
            ]
        }
    }

    private func take(_ request: Request, _ context: ServerContext, _ principal: Principal) async throws -> Response {
        let tenant = try webhooks.tenants.tenant(of: context, for: principal)
        var conversation = ""
        let acceptance = try await webhooks.counted(.elevenLabs, context) {
            let webhook = try await webhooks.webhook(request)
            let read: (delivery: Delivery, conversationID: String)
            do throws(UnreadableDelivery) {
                read = try ConversationWebhook.read(webhook)
            } catch {
                throw APIError.badRequest("The conversation can't be taken: \(error.reason).")
            }
            conversation = read.conversationID
            return try await webhooks.inTurn(webhook.body) {
                try await webhooks.ingest.accept(
                    read.delivery, from: .elevenLabs, actor: .key(id: principal.keyID), tenant: tenant,
                    receivedAt: Ledger.now())
            }
        }
        let delivery = acceptance.outcomes[0].receipt
        let last = acceptance.outcomes.map(\.receipt.position).max() ?? delivery.position
        await position.settle(TenantLookupProjection.projection.name, at: last)
        let processed = try await reader.event(at: delivery.position)?.header.recordedAt ?? Ledger.now()
        return Response(json: [
            "success": true, "message": "Conversation data received successfully",
            "data": [
                "conversationId": .string(conversation), "processedAt": .string(processed.description),
                "status": "processed", "webhookId": .string("webhook_\(delivery.id)"),
            ],
        ])
    }

    /// The most conversations that pages lead through: who wants more asks for less of them.
    private static let deepest = 100_000

    private func list(_ request: Request, _ context: ServerContext, _ principal: Principal) async throws -> Response {
        let query = try Query(request.uri.query)
        let filter = TranscriptQueries.Filter(
            tenant: try webhooks.tenants.tenant(of: context, for: principal), emailID: try query.one("email_id"),
            accountID: try query.one("account_id"), status: try query.one("status"))
        let limit = try query.number("limit", in: 1...100, otherwise: 20)
        let page = try query.number("page", in: 1...(Self.deepest / limit), otherwise: 1)
        try await position.wait(for: TenantLookupProjection.projection.name, query)
        let found = try await queries.page(filter, skipping: (page - 1) * limit, atMost: limit)
        let total = try await queries.count(filter)
        return Response(json: [
            "conversations": .array(found.map(\.json)), "page": .integer(Int64(page)),
            "limit": .integer(Int64(limit)), "total": .integer(total),
            "pages": .integer((total + Int64(limit) - 1) / Int64(limit)),
        ])
    }
}
