import HTTPTypes
import Hummingbird
import Ingest
import Ledger
import Pipeline
import Providers
import Vocabulary

/// Where the Izer system's connectors hand over messages from WhatsApp Web, and are told at once what was found in them.
struct IzerRoutes: Sendable {
    let webhooks: WebhookRoutes
    let ledger: Ledger
    let analyst: MessageAnalyst

    var routes: [Route] {
        ["", "/t/{tenant}"].map { prefix in
            .keyed(.ingest, .post, "\(prefix)/webhook") { request, context, principal in
                try await take(request, context, principal)
            }
        }
    }

    /// Messages bring their files with them, in base64: 5 MB and what goes with it.
    private static let bodyLimit = 8 * 1024 * 1024

    private func take(_ request: Request, _ context: ServerContext, _ principal: Principal) async throws -> Response {
        let tenant = try webhooks.tenants.tenant(of: context, for: principal)
        let receivedAt = Ledger.now()
        let (delivery, body, acceptance) = try await webhooks.counted(.izer, context) {
            let webhook = try await webhooks.webhook(request, limit: max(Self.bodyLimit, webhooks.bodyLimit))
            let delivery: Delivery
            do throws(UnreadableDelivery) {
                delivery = try WebhookReaders.izer.read(webhook)
            } catch {
                throw APIError.badRequest("The message can't be taken: \(error.reason).")
            }
            let acceptance = try await webhooks.inTurn(webhook.body) {
                try await webhooks.ingest.accept(
                    delivery, from: .izer, actor: .key(id: principal.keyID), tenant: tenant, receivedAt: receivedAt)
            }
            return (delivery, webhook.body, acceptance)
        } outcome: {
            $0.2
        }
        let item = delivery.items[0]
        var answer: JSONObject = [
            "success": true, "message_id": .string(item.key), "database_id": .null, "analysis": .null, "routing": .null,
        ]
        if let outcome = acceptance.outcomes.last {
            answer["database_id"] = .integer(outcome.receipt.position.rawValue)
            if item.kind == .messageReceived {
                let finding = try await finding(of: item, outcome, body, tenant: tenant, receivedAt: receivedAt)
                answer["analysis"] = finding.analysis.json
                answer["routing"] = finding.routing.json
            }
        }
        answer["processed_at"] = .string(Ledger.now().description)
        return Response(json: .object(answer))
    }

    private func finding(
        of item: DeliveryItem, _ outcome: AppendOutcome, _ body: [UInt8], tenant: TenantID, receivedAt: Timestamp
    ) async throws -> MessageAnalyst.Finding {
        var context = try IzerContext(reading: body)
        // What came under an id that says something else already is kept, but it isn't the message.
        if case .conflict(let receipt) = outcome, let event = try await ledger.primary.event(at: receipt.position),
            case .verbatim(_, let bytes) = try await ledger.primary.open([event]).first?.body
        {
            context = try IzerContext(reading: bytes)
        }
        let request = SubjectRequest(tenant: tenant, identifiers: item.identifiers)
        let message = MessageAnalyst.Message(
            tenant: tenant, subject: try await ledger.subjects([request])[0],
            conversation: item.conversation.map { ledger.conversation(tenant, .izer, $0) }, receipt: outcome.receipt,
            reference: MessageReference(
                source: .izer, messageID: item.key, position: outcome.receipt.position,
                occurredAt: item.occurredAt ?? receivedAt))
        return try await analyst.analyze(message, MessageContext(context))
    }
}

extension MessageContext {
    fileprivate init(_ context: IzerContext) {
        self.init(
            text: context.text, unanswered: context.unanswered, isVIP: context.isVIP, group: context.group)
    }
}

extension MessageAnalyzed {
    /// As the Izer system's callers know it.
    fileprivate var json: JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return [
            "urgency_score": urgency.map(JSON.integer) ?? .null, "category": text(category),
            "sentiment": text(sentiment?.rawValue), "priority_level": text(priority),
            "action_required": .bool(isActionRequired), "recommended_response_time": text(responseTime),
            "summary": text(summary), "keywords": .array(keywords.map(JSON.string)),
        ]
    }
}

extension MessageRouted {
    /// As the Izer system's callers know it. No agent is asked yet: its answer isn't made up.
    fileprivate var json: JSON {
        [
            "success": true, "agent": .string(agent), "reason": reason.map(JSON.string) ?? .null,
            "response": ["status": "routed"],
        ]
    }
}
