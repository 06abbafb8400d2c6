import Cryptography
package import Ledger
package import Providers
package import Vocabulary

/// Takes webhooks into the ledger: each authentic delivery is durably there when `accept` returns, whatever it holds.
package struct Ingest: Sendable {
    private let ledger: Ledger

    package init(ledger: Ledger) {
        self.ledger = ledger
    }

    /// Checks a delivery, reads it, and records it.
    ///
    /// One that can't be read is kept as `delivery.quarantined`; one whose id has another content already, as
    /// `delivery.conflicted`; one that says nothing (a test ping) as `delivery.received`.
    ///
    /// - Parameters:
    ///   - receivedAt: stands for the time of what happened, where the provider doesn't say.
    /// - Throws: `IngestError`; nothing is stored then.
    package func accept(
        _ request: WebhookRequest, by reader: any WebhookReader, secrets: ProviderSecrets, tenant: TenantID,
        receivedAt: Timestamp
    ) async throws(IngestError) -> Acceptance {
        guard secrets.isConfigured(for: reader.source) else { throw .notConfigured(reader.source) }
        guard reader.isAuthentic(request, secrets) else { throw .notAuthentic }
        do throws(LedgerError) {
            let drafts: [EventDraft]
            let eventName: String?
            let isQuarantined: Bool
            switch Self.read(request, by: reader) {
            case .success(let delivery):
                drafts = try await self.drafts(
                    of: delivery, source: reader.source, tenant: tenant, receivedAt: receivedAt)
                (eventName, isQuarantined) = (delivery.eventName, false)
            case .failure(let unreadable):
                drafts = [
                    try await quarantined(
                        request, unreadable, source: reader.source, tenant: tenant, receivedAt: receivedAt)
                ]
                (eventName, isQuarantined) = (nil, true)
            }
            let outcomes = try await ledger.append(drafts)
            try await keepConflicts(drafts, outcomes)
            return Acceptance(eventName: eventName, isQuarantined: isQuarantined, outcomes: outcomes)
        } catch {
            throw .ledger(error)
        }
    }

    private static func read(
        _ request: WebhookRequest, by reader: any WebhookReader
    ) -> Result<Delivery, UnreadableDelivery> {
        do {
            return .success(try reader.read(request))
        } catch {
            return .failure(error)
        }
    }

    /// One event for a delivery of one item. Several items are caused by the delivery, which is an event of its own; so is a
    /// delivery that holds none.
    private func drafts(
        of delivery: Delivery, source: Source, tenant: TenantID, receivedAt: Timestamp
    ) async throws(LedgerError) -> [EventDraft] {
        var drafts: [EventDraft] = []
        if delivery.items.count != 1 {
            let subject = try await ledger.subjects([.tenant(tenant)])[0]
            drafts.append(
                EventDraft(
                    tenant: tenant, kind: .deliveryReceived, source: source, key: "delivery:\(delivery.key)",
                    subject: subject, actor: .provider(source), occurredAt: receivedAt, body: delivery.body))
        }
        let requests = delivery.items.map { SubjectRequest(tenant: tenant, identifiers: $0.identifiers) }
        let subjects = try await ledger.subjects(requests)
        let cause: EventDraft.Cause? = drafts.isEmpty ? nil : .sibling(0)
        for (item, subject) in zip(delivery.items, subjects) {
            drafts.append(
                EventDraft(
                    tenant: tenant, kind: item.kind, source: source, key: item.key, subject: subject,
                    conversation: item.conversation.map { ledger.conversation(tenant, source, $0) },
                    actor: .provider(source), cause: cause, occurredAt: item.occurredAt ?? receivedAt,
                    body: delivery.body))
        }
        return drafts
    }

    private func quarantined(
        _ request: WebhookRequest, _ unreadable: UnreadableDelivery, source: Source, tenant: TenantID,
        receivedAt: Timestamp
    ) async throws(LedgerError) -> EventDraft {
        var headers: [(String, JSON)] = [("reason", .string(unreadable.reason)), ("url", .string(request.url))]
        if let type = request.headers["content-type"] { headers.append(("content-type", .string(type))) }
        return EventDraft(
            tenant: tenant, kind: .deliveryQuarantined, source: source,
            key: "quarantined:\(SHA256.hash(request.body).hex)",
            subject: try await ledger.subjects([.tenant(tenant)])[0],
            actor: .provider(source), occurredAt: receivedAt,
            body: .verbatim(headers: JSONObject(headers), bytes: request.body))
    }

    /// Keeps what came under an id that says something else already.
    private func keepConflicts(_ drafts: [EventDraft], _ outcomes: [AppendOutcome]) async throws(LedgerError) {
        for (draft, outcome) in zip(drafts, outcomes) {
            guard case .conflict(let receipt) = outcome else { continue }
            var conflict = draft
            conflict.kind = .deliveryConflicted
            conflict.key = "conflicted:\(draft.key):\(SHA256.hash(draft.body.content).hex)"
            conflict.cause = .event(receipt.position)
            _ = try await ledger.append([conflict])
        }
    }
}
