import Cryptography
import HTTPTypes
import Ledger
import ProjectionEngine
import Providers
import TenantLookup
import Vocabulary

/// What agents do with their sessions, as events.
struct AgentDesk: Sendable {
    let ledger: Ledger
    let queries: LookupQueries
    let position: ReadPosition
    /// How long a session stays active after its last activity.
    let lifetime: Duration

    /// What is to be recorded of a session.
    struct Change: Sendable {
        var fact: any RecordFact
        /// The caller's own key of it, under which it is recorded once in its conversation, whichever API key he has by then.
        var key: String?
        /// The states of the conversation that the caller takes for the latest.
        var ifMatch: EntityTags?
    }

    /// The longest context that a conversation may come to have, in bytes of JSON: it is read and written as a whole.
    static let contextLimit = 256 * 1024

    private static let projection = TenantLookupProjection.projection.name

    func session(_ id: String, of tenant: TenantID?) async throws -> LookupSession? {
        try await queries.session(id: id, of: tenant)
    }

    /// The session that somebody who wants to begin one has already: the one that he names, or the active one of that phone number with
    /// the same business and bot.
    func current(like wish: StateSynced, in tenant: TenantID) async throws -> LookupSession? {
        if !wish.sessionID.isEmpty { return try await queries.session(id: wish.sessionID, of: tenant) }
        guard let session = try await queries.session(phone: wish.phone ?? "", of: tenant),
            session.isActive(at: .now(), lifetime: lifetime)
        else { return nil }
        func agree(_ wanted: String?, _ held: String?) -> Bool { wanted == nil || wanted == held }
        let state = session.state
        return agree(wish.subDomain, state.subDomain) && agree(wish.botID, state.botID)
            && agree(wish.localID, state.localID) ? session : nil
    }

    /// Records that a session has begun.
    ///
    /// - Parameter key: the caller's own key of the call; the same one gives the same session.
    /// - Throws: `APIError`: 413 when its context is too large, 409 when somebody else began it in another way.
    func open(
        _ wish: StateSynced, in tenant: TenantID, key: String?, by principal: Principal
    ) async throws -> LookupSession {
        try Self.checkContext(wish.fact)
        let unique = key.map { SHA256.hash(Array("\(tenant)/\($0)".utf8)).hex } ?? Hex.encode(Self.random())
        var sync = wish
        if sync.sessionID.isEmpty {
            let digits = wish.phone.flatMap(PhoneDigits.init)?.text ?? ""
            sync.sessionID = "\(wish.botID ?? "agent")_\(digits)_\(unique.prefix(20))"
        }
        let phone = wish.phone.flatMap(PhoneNumber.init)
        let identifier =
            phone.map { ContactIdentifier(.phone, $0.e164) }
            ?? ContactIdentifier(.provider(.agent), wish.phone ?? sync.sessionID)
        let subject = try await ledger.subjects([SubjectRequest(tenant: tenant, identifiers: [identifier])])[0]
        let draft = draft(sync, sync.sessionID, in: tenant, subject, key: "opened", by: principal)
        let outcome = try await ledger.append([draft])[0]
        if case .conflict = outcome {
            throw APIError(.conflict, "conflict", "This conversation was begun in another way just now. Sync it.")
        }
        return try await seen(draft, outcome, of: nil, SessionKey(tenant: tenant, session: sync.sessionID), sync.fact)
    }

    /// Records a change.
    ///
    /// - Parameter id: of the session, as the agent spells it.
    /// - Throws: `APIError`: 412 when the conversation isn't any more as the caller has seen it, 409 when something else was recorded
    ///   under the caller's key, 413 when the context would get too large.
    func record(
        _ change: Change, on session: LookupSession, id: String, by principal: Principal
    ) async throws -> LookupSession {
        var (session, condition) = (session, AppendCondition?.none)
        if let tags = change.ifMatch, !tags.isAny {
            session = try await self.session(session, id, seenBy: tags)
            condition = AppendCondition(
                conversation: ledger.conversation(session.key.tenant, .agent, id),
                nothingAfter: try Self.latest(of: session, seenBy: tags))
        }
        try Self.checkContext(change.fact.fact, on: session.state)
        let draft = draft(
            change.fact, id, in: session.key.tenant, session.state.subject,
            key: change.key.map { "key:\($0)" } ?? Hex.encode(Self.random()), by: principal)
        do {
            let outcome = try await ledger.append([draft], condition: condition)[0]
            if case .conflict = outcome {
                throw APIError(
                    .conflict, "conflict", "Something else was recorded under this Idempotency-Key. Use a new key.")
            }
            return try await seen(draft, outcome, of: session.state, session.key, change.fact.fact)
        } catch let error as LedgerError {
            guard case .conditionFailed(let latest) = error.code else { throw error }
            throw APIError.changedSince(latest)
        }
    }

    /// A session as far as the caller has seen it, at least: another server may have told him of what this one's read model doesn't
    /// know yet.
    private func session(
        _ session: LookupSession, _ id: String, seenBy tags: EntityTags
    ) async throws -> LookupSession {
        guard let seen = tags.positions.max(), seen > session.state.last else { return session }
        await position.settle(Self.projection, at: seen)
        return try await queries.session(id: id, of: session.key.tenant) ?? session
    }

    /// The latest state that there is and that the caller has seen. Where it isn't the last one the ledger refuses the change, unless
    /// that is a repetition of one that it has.
    private static func latest(of session: LookupSession, seenBy tags: EntityTags) throws(APIError) -> Position {
        guard let latest = tags.positions.filter({ $0 <= session.state.last }).max() else {
            throw .changedSince(session.state.last)
        }
        return latest
    }

    /// - Parameter state: of the session; `nil` for one that begins.
    private static func checkContext(_ fact: Fact, on state: SessionState? = nil) throws(APIError) {
        guard case .stateSynced(let sync) = fact else { return }
        for (held, patch) in [(state?.context, sync.context), (state?.metadata, sync.metadata)] {
            let held = held ?? JSONObject()
            guard let patch, JSON.object(held.merging(patch)).serialized().count > contextLimit else { continue }
            throw APIError(
                .contentTooLarge, "context_too_large",
                "The conversation's context and metadata may have \(contextLimit) bytes each. Members that are null are taken away."
            )
        }
    }

    /// The session with an event that was just recorded, whether or not the read model has it already.
    private func seen(
        _ draft: EventDraft, _ outcome: AppendOutcome, of state: SessionState?, _ key: SessionKey, _ fact: Fact
    ) async throws -> LookupSession {
        let position = outcome.receipt.position
        await self.position.settle(Self.projection, at: position)
        if let session = try await queries.session(id: key.session, of: key.tenant), session.state.last >= position {
            return session
        }
        let now = Ledger.now()
        let header = EventHeader(
            position: position, id: outcome.receipt.id, tenant: draft.tenant, kind: draft.kind, source: draft.source,
            subject: draft.subject, conversation: draft.conversation, actor: draft.actor, cause: nil,
            occurredAt: draft.occurredAt ?? now, recordedAt: now)
        var state = state
        SessionFold().fold(&state, key: key, fact: RecordedFact(event: header, fact: fact))
        guard let state else { throw APIError.internalError }
        return LookupSession(key: key, state: state)
    }

    private func draft(
        _ fact: some RecordFact, _ session: String, in tenant: TenantID, _ subject: SubjectID, key: String,
        by principal: Principal
    ) -> EventDraft {
        EventDraft(
            tenant: tenant, kind: type(of: fact).kind, source: .agent, key: "session:\(session):\(key)",
            subject: subject, conversation: ledger.conversation(tenant, .agent, session),
            actor: .key(id: principal.keyID), occurredAt: Ledger.now(), body: DaybookRecord.body(of: fact))
    }

    private static func random() -> [UInt8] {
        SecureRandom.bytes(16)
    }
}

extension APIError {
    /// The conversation isn't any more as the caller has read it.
    fileprivate static func changedSince(_ latest: Position) -> APIError {
        APIError(
            .preconditionFailed, "changed_since",
            "The conversation has changed since it was read. Read it again, and repeat with the new ETag.",
            headers: [.eTag: EntityTags.tag(latest)])
    }
}
