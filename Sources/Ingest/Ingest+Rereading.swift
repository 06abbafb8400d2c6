package import Ledger
package import Providers
import Vocabulary

extension Ingest {
    /// Reads a quarantined delivery again, and records what it would have been recorded as, had it been read when it came: the same
    /// events under the same ids. Doing it again records nothing more.
    ///
    /// It was found authentic when it came, and the ledger's seal shows that it is what came: nobody has to sign it again.
    ///
    /// - Parameter event: of the kind `delivery.quarantined`.
    /// - Throws: `LedgerError`; nothing is stored then, or all of it but what says that it was read: doing it again is safe.
    package func reread(_ event: OpenedEvent, by reader: any WebhookReader) async throws(LedgerError) -> Rereading {
        let header = event.header
        let delivery: Delivery
        do throws(UnreadableDelivery) {
            guard let found = try Self.delivery(in: event, by: reader) else { return .erased }
            delivery = found
        } catch {
            return .unreadable(error)
        }
        let drafts = try await drafts(
            of: delivery, source: header.source, tenant: header.tenant, cause: .event(header.position),
            receivedAt: header.occurredAt)
        let outcomes = try await ledger.append(drafts)
        try await keepConflicts(drafts, outcomes)
        let own = zip(drafts, outcomes).filter { $0.0.cause == .event(header.position) }.map(\.1)
        if try await !isCause(header.position, ofOneOf: own) { try await settle(header) }
        return .read(Acceptance(of: delivery, outcomes: outcomes))
    }

    /// What `reread` would come to: reads the delivery, and records nothing.
    package func trial(_ event: OpenedEvent, by reader: any WebhookReader) -> Rereading {
        do throws(UnreadableDelivery) {
            guard let delivery = try Self.delivery(in: event, by: reader) else { return .erased }
            return .read(Acceptance(of: delivery, outcomes: []))
        } catch {
            return .unreadable(error)
        }
    }

    /// What a quarantined delivery says, by today's reader; `nil` when it was erased.
    ///
    /// - Throws: `UnreadableDelivery` when nothing of it can be read.
    private static func delivery(
        in event: OpenedEvent, by reader: any WebhookReader
    ) throws(UnreadableDelivery) -> Delivery? {
        guard let body = event.body else { return nil }
        guard case .verbatim(let headers, let bytes) = body else {
            throw UnreadableDelivery("the event holds no delivery")
        }
        guard headers["reason"]?.string != UnreadableDelivery.withoutOwner.reason else { throw .withoutOwner }
        let fields = headers.members.compactMap { member in member.value.string.map { (member.name, $0) } }
        let delivery = try reader.read(
            WebhookRequest(url: headers["url"]?.string ?? "", headers: HeaderFields(fields), body: bytes))
        if delivery.items.isEmpty, let first = delivery.unreadable.first { throw first.reason }
        return delivery
    }

    /// Whether a quarantined event has caused one of these: now, or when it was read before.
    private func isCause(
        _ position: Position, ofOneOf outcomes: [AppendOutcome]
    ) async throws(LedgerError) -> Bool {
        for outcome in outcomes {
            if case .recorded = outcome { return true }
            if try await ledger.primary.event(at: outcome.receipt.position)?.header.cause == position { return true }
        }
        return false
    }

    /// Says that a quarantined delivery was read, where everything in it had come another way already.
    private func settle(_ header: EventHeader) async throws(LedgerError) {
        let subject = try await ledger.subjects([.tenant(header.tenant)])[0]
        let record: JSON = ["schema": "delivery.received/1", "quarantined": .integer(header.position.rawValue)]
        _ = try await ledger.append([
            EventDraft(
                tenant: header.tenant, kind: .deliveryReceived, source: header.source,
                key: "reread:\(header.id)", subject: subject, actor: .system, cause: .event(header.position),
                occurredAt: header.occurredAt, body: .record(record.serialized()))
        ])
    }
}
