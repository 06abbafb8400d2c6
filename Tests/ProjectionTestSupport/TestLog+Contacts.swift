import Ledger
import ProjectionEngine
import Providers
package import Vocabulary

extension TestLog {
    /// A moment some minutes after noon of 2025-01-15.
    package static func minute(_ minute: Int64) -> Timestamp {
        Timestamp(microseconds: 1_736_942_400_000_000 + minute * 60_000_000)
    }

    /// The subject of a contact of Respond.io.
    package func contact(_ id: String, tenant: TenantID = .default) async throws -> SubjectID {
        let identifier = ContactIdentifier(.provider(.respondIO), id)
        return try await ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [identifier])])[0]
    }

    /// Records what Respond.io says of a contact: `identifier`, `name`, `email`, `tags`, `customFields`.
    @discardableResult
    package func update(
        _ id: String, _ fields: JSONObject = [:], minute: Int64 = 0, tenant: TenantID = .default
    ) async throws -> Position {
        var data = fields
        data["contactId"] = .string(id)
        return try await deliver(
            .contactUpdated, id, ["event": "contact.updated", "data": .object(data)], minute, tenant)
    }

    /// Records that a contact wrote.
    @discardableResult
    package func receive(
        _ text: String, from id: String, channel: String = "whatsapp", minute: Int64 = 0, tenant: TenantID = .default
    ) async throws -> Position {
        let data: JSON = [
            "contactId": .string(id), "messageId": .string("\(id) \(text) \(minute)"), "channel": .string(channel),
            "message": ["type": "text", "text": .string(text)],
        ]
        return try await deliver(.messageReceived, id, ["event": "message.received", "data": data], minute, tenant)
    }

    /// Records that a contact is part of another, or isn't.
    @discardableResult
    package func merge(
        _ absorbed: SubjectID, into survivor: SubjectID, _ isMerged: Bool = true, tenant: TenantID = .default
    ) async throws -> Position {
        let size = try await source.size()
        let body =
            isMerged
            ? DaybookRecord.body(of: ContactMerged(absorbed: absorbed))
            : DaybookRecord.body(of: ContactUnmerged(absorbed: absorbed))
        let draft = EventDraft(
            tenant: tenant, kind: isMerged ? .contactMerged : .contactUnmerged, source: .daybook,
            key: "merge \(size)", subject: survivor, actor: .system, body: body)
        return try await ledger.append([draft])[0].receipt.position
    }

    private func deliver(
        _ kind: EventKind, _ id: String, _ body: JSON, _ minute: Int64, _ tenant: TenantID
    ) async throws -> Position {
        let size = try await source.size()
        let draft = EventDraft(
            tenant: tenant, kind: kind, source: .respondIO, key: "\(kind) \(id) \(size)",
            subject: try await contact(id, tenant: tenant),
            conversation: ledger.conversation(tenant, .respondIO, id), actor: .provider(.respondIO),
            occurredAt: Self.minute(minute), body: .verbatim(headers: [:], bytes: body.serialized()))
        return try await ledger.append([draft])[0].receipt.position
    }
}
