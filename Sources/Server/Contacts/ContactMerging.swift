import Contacts
import HTTPTypes
import Ledger
import ProjectionEngine
import Providers
import Vocabulary

/// Records that two contacts are one person, or that they are two after all.
///
/// What may be recorded is told from the projection, and holds only if it has seen every merge: the merges of a tenant carry a
/// conversation of their own, on which the append is conditional. So two callers who merge at once can't close a circle.
struct ContactMerging: Sendable {
    enum Change: Sendable {
        case merge, unmerge
    }

    let contacts: ContactQueries
    let store: ProjectionStore
    let ledger: Ledger

    /// How often it is decided anew when somebody else was faster.
    private static let attempts = 4

    /// Makes `absorbed` a part of `survivor`, or undoes it.
    ///
    /// - Parameter key: the caller's own key of the request, with which a repetition of it is recognised later on as well.
    /// - Returns: where the event stands that says so; `nil` when it never was otherwise.
    /// - Throws: `APIError`: 404 for a contact that isn't there, 409 when it can't be so; `LedgerError`, `ProjectionError`.
    func record(
        _ change: Change, _ absorbed: SubjectID, _ survivor: SubjectID, in tenant: TenantID, by principal: Principal,
        key: String?
    ) async throws -> Position? {
        try await check(absorbed, survivor, in: tenant)
        for _ in 0..<Self.attempts {
            let name = ContactsProjection.projection.name
            // Before the links are read: they hold for this position at least.
            guard let state = try await store.state(of: name) else {
                throw ProjectionError(.notFound, "The contacts aren't there yet. Start daybook serve once.")
            }
            // What was acknowledged a moment ago counts, whoever is told that nothing is to be done.
            if let unseen = try await unseenMerge(from: state.position, in: tenant) {
                try await store.wait(for: name, until: unseen, atMost: ReadPosition.limit)
                continue
            }
            let last = try await contacts.lastMerge(of: absorbed, in: tenant)
            let links = try await contacts.links(of: [absorbed, survivor], in: tenant)
            guard try Self.mustRecord(change, absorbed, survivor, links) else { return last?.position }
            // Two merges of the same contacts with an unmerge between them are two facts.
            let own = key.map { "\(change)/key/\(principal.keyID)/\($0)" }
            let draft = self.draft(
                change, absorbed, survivor, in: tenant, by: principal,
                key: own ?? "\(change)/\(survivor)/\(absorbed)/\(last?.position.description ?? "-")")
            let condition = AppendCondition(
                conversation: merges(of: tenant), nothingAfter: Position(state.position.rawValue - 1))
            switch try await append(draft, condition) {
            case .success(.conflict):
                throw APIError(
                    .conflict, "idempotency_key_reused", "The Idempotency-Key was used for another request before.")
            case .success(let outcome): return outcome.receipt.position
            case .failure(let unseen):
                try await store.wait(for: name, until: unseen.position, atMost: ReadPosition.limit)
            }
        }
        throw APIError.unavailable(APIError.busy, "Others are merging contacts just now. Try again.", retryAfter: 1)
    }

    /// A merge that the decision didn't know of.
    private struct UnseenMerge: Error {
        let position: Position
    }

    private func append(
        _ draft: EventDraft, _ condition: AppendCondition
    ) async throws(LedgerError) -> Result<AppendOutcome, UnseenMerge> {
        do throws(LedgerError) {
            return .success(try await ledger.append([draft], condition: condition)[0])
        } catch {
            guard case .conditionFailed(let latest) = error.code else { throw error }
            return .failure(UnseenMerge(position: latest))
        }
    }

    /// The last merge of a tenant that the projection hasn't folded yet.
    private func unseenMerge(from position: Position, in tenant: TenantID) async throws(LedgerError) -> Position? {
        let unseen = EventSelection(from: position, tenant: tenant, conversation: merges(of: tenant))
        return try await ledger.primary.events(unseen).last?.header.position
    }

    private func check(_ absorbed: SubjectID, _ survivor: SubjectID, in tenant: TenantID) async throws {
        guard absorbed != survivor else { throw APIError.circle }
        for subject in [absorbed, survivor] {
            guard try await contacts.contact(ContactKey(tenant: tenant, subject: subject)) != nil else {
                throw APIError.unknownContact
            }
        }
    }

    private func merges(of tenant: TenantID) -> ConversationID {
        ledger.conversation(tenant, .daybook, "contact merges")
    }

    private func draft(
        _ change: Change, _ absorbed: SubjectID, _ survivor: SubjectID, in tenant: TenantID, by principal: Principal,
        key: String
    ) -> EventDraft {
        let (kind, body) =
            switch change {
            case .merge: (EventKind.contactMerged, DaybookRecord.body(of: ContactMerged(absorbed: absorbed)))
            case .unmerge: (EventKind.contactUnmerged, DaybookRecord.body(of: ContactUnmerged(absorbed: absorbed)))
            }
        return EventDraft(
            tenant: tenant, kind: kind, source: .daybook, key: key, subject: survivor,
            conversation: merges(of: tenant), actor: .key(id: principal.keyID), body: body)
    }

    /// - Throws: `APIError` (409) when it can't be so.
    private static func mustRecord(
        _ change: Change, _ absorbed: SubjectID, _ survivor: SubjectID, _ links: [MergeLink]
    ) throws(APIError) -> Bool {
        let decision: MergeDecision =
            switch change {
            case .merge: .merge(absorbed, into: survivor, links: links)
            case .unmerge: .unmerge(absorbed, from: survivor, links: links)
            }
        switch decision {
        case .done: return false
        case .record: return true
        case .circle: throw .circle
        case .elsewhere(let other):
            throw APIError(
                .conflict, "merged_elsewhere",
                "The other contact is part of the contact \(other). Unmerge it from that one first.")
        }
    }
}

extension APIError {
    fileprivate static let circle = APIError(
        .conflict, "merge_circle", "A contact can't become part of itself, nor of what is a part of it.")
}
