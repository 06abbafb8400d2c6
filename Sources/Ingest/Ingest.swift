import Cryptography
package import Ledger
package import Providers
package import Vocabulary

/// Takes webhooks into the ledger: each authentic delivery is durably there when `accept` returns, whatever it holds.
package struct Ingest: Sendable {
    let ledger: Ledger

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
        guard reader.isAuthentic(request, secrets, at: receivedAt) else { throw .notAuthentic }
        return try await accept(authentic: request, by: reader, tenant: tenant, receivedAt: receivedAt)
    }

    /// Reads a delivery that was found authentic, or a tenant's part of one, and records it.
    ///
    /// - Throws: `IngestError`; nothing is stored then.
    package func accept(
        authentic request: WebhookRequest, by reader: any WebhookReader, tenant: TenantID, receivedAt: Timestamp
    ) async throws(IngestError) -> Acceptance {
        let delivery: Delivery
        do {
            delivery = try reader.read(request)
        } catch {
            return try await quarantine(request, error, of: reader.source, tenant: tenant, receivedAt: receivedAt)
        }
        return try await accept(delivery, from: reader.source, tenant: tenant, receivedAt: receivedAt)
    }

    /// Records a delivery that was read.
    ///
    /// - Parameter actor: who delivered it; the provider unless somebody else did.
    /// - Throws: `IngestError`; nothing is stored then.
    package func accept(
        _ delivery: Delivery, from source: Source, actor: Actor? = nil, tenant: TenantID, receivedAt: Timestamp
    ) async throws(IngestError) -> Acceptance {
        do throws(LedgerError) {
            let drafts = try await self.drafts(
                of: delivery, source: source, actor: actor, tenant: tenant, receivedAt: receivedAt)
            let outcomes = try await ledger.append(drafts)
            try await keepConflicts(drafts, outcomes)
            return Acceptance(of: delivery, outcomes: outcomes)
        } catch {
            throw .ledger(error)
        }
    }

    /// Keeps an authentic delivery of which nothing can be made.
    ///
    /// - Throws: `IngestError`; nothing is stored then.
    package func quarantine(
        _ request: WebhookRequest, _ reason: UnreadableDelivery, of source: Source, tenant: TenantID,
        receivedAt: Timestamp
    ) async throws(IngestError) -> Acceptance {
        do throws(LedgerError) {
            let item = UnreadableItem(reason: reason, body: Self.body(of: request))
            let drafts = try await quarantined([item], source: source, tenant: tenant, receivedAt: receivedAt)
            return Acceptance(eventName: nil, isQuarantined: true, outcomes: try await ledger.append(drafts))
        } catch {
            throw .ledger(error)
        }
    }

    /// One event for a delivery of one item. Several items are caused by the delivery, which is an event of its own; so is a
    /// delivery that holds none. That event is about no contact, but may hold messages of many: it is sealed with a key of its own,
    /// which can be destroyed when one of them is erased, as what the others wrote stands in their own events.
    ///
    /// - Parameters:
    ///   - actor: who delivered it; the provider unless somebody else did.
    ///   - cause: what caused the delivery itself, where it didn't just come.
    ///   - keepsDelivery: whether a delivery of other than one item is an event of its own.
    func drafts(
        of delivery: Delivery, source: Source, actor: Actor? = nil, tenant: TenantID, cause: EventDraft.Cause? = nil,
        keepsDelivery: Bool = true, receivedAt: Timestamp
    ) async throws(LedgerError) -> [EventDraft] {
        let actor = actor ?? .provider(source)
        var drafts: [EventDraft] = []
        if keepsDelivery, delivery.isKept || delivery.items.count + delivery.unreadable.count != 1 {
            let identifier = ContactIdentifier(.delivery, "\(source)/\(delivery.key)")
            let subject = try await ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [identifier])])[0]
            drafts.append(
                EventDraft(
                    tenant: tenant, kind: .deliveryReceived, source: source, key: "delivery:\(delivery.key)",
                    subject: subject, actor: actor, cause: cause, occurredAt: receivedAt, body: delivery.body))
        }
        let requests = delivery.items.map { SubjectRequest(tenant: tenant, identifiers: $0.identifiers) }
        let subjects = try await ledger.subjects(requests)
        let cause = drafts.isEmpty ? cause : .sibling(0)
        for (item, subject) in zip(delivery.items, subjects) {
            drafts.append(
                EventDraft(
                    tenant: tenant, kind: item.kind, source: source, key: item.key, subject: subject,
                    conversation: item.conversation.map { ledger.conversation(tenant, source, $0) },
                    actor: actor, cause: cause, occurredAt: item.occurredAt ?? receivedAt,
                    body: item.body ?? delivery.body))
        }
        return drafts
            + (try await quarantined(
                delivery.unreadable, source: source, tenant: tenant, cause: cause, receivedAt: receivedAt))
    }

    private static func body(of request: WebhookRequest) -> EventBody {
        var headers: JSONObject = ["url": .string(request.url)]
        headers["content-type"] = request.headers["content-type"].map(JSON.string)
        return .verbatim(headers: headers, bytes: request.body)
    }

    private func quarantined(
        _ items: [UnreadableItem], source: Source, tenant: TenantID, cause: EventDraft.Cause? = nil,
        receivedAt: Timestamp
    ) async throws(LedgerError) -> [EventDraft] {
        guard !items.isEmpty else { return [] }
        let subject = try await ledger.subjects([.tenant(tenant)])[0]
        return items.map { item in
            var body = item.body
            if case .verbatim(let headers, let bytes) = body {
                let reason = [("reason", JSON.string(item.reason.reason))]
                body = .verbatim(
                    headers: JSONObject(reason + headers.members.map { ($0.name, $0.value) }), bytes: bytes)
            }
            return EventDraft(
                tenant: tenant, kind: .deliveryQuarantined, source: source,
                key: "quarantined:\(SHA256.hash(body.content).hex)", subject: subject, actor: .provider(source),
                cause: cause, occurredAt: receivedAt, body: body)
        }
    }

    /// Keeps what came under an id that says something else already.
    func keepConflicts(_ drafts: [EventDraft], _ outcomes: [AppendOutcome]) async throws(LedgerError) {
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
