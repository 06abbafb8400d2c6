import Cryptography
package import Vocabulary

/// An event that is to be recorded: all that its author knows of it.
package struct EventDraft: Sendable {
    /// What caused an event.
    package enum Cause: Hashable, Sendable {
        /// An event that is recorded.
        case event(Position)
        /// The event at this index of the same append, which must be an earlier one.
        case sibling(Int)
    }

    package var tenant: TenantID
    package var kind: EventKind
    package var source: Source
    /// The source's own key of the fact: the event's id is derived from it, so the same key is the same event.
    package var key: String
    package var subject: SubjectID
    package var conversation: ConversationID?
    package var actor: Actor
    package var cause: Cause?
    /// When it happened; `nil` when only the time of recording is known. A time outside of the years 1685 to 2254 is a mistake
    /// of whoever said it, and as good as none: RFC 8785 has no exact number for its microseconds.
    package var occurredAt: Timestamp?
    package var body: EventBody

    package init(
        tenant: TenantID, kind: EventKind, source: Source, key: String, subject: SubjectID,
        conversation: ConversationID? = nil, actor: Actor, cause: Cause? = nil, occurredAt: Timestamp? = nil,
        body: EventBody
    ) {
        self.tenant = tenant
        self.kind = kind
        self.source = source
        self.key = key
        self.subject = subject
        self.conversation = conversation
        self.actor = actor
        self.cause = cause
        self.occurredAt = occurredAt
        self.body = body
    }
}

/// A draft, sealed: all that can be done to it before it has a position.
struct SealedDraft: Sendable {
    var id: EventID
    /// Keyed digest of the plain content: tells a repetition from a conflict.
    var digest: Hash256
    var tenant: TenantID
    var kind: EventKind
    var source: Source
    var subject: SubjectID
    var conversation: ConversationID?
    var actor: Actor
    var cause: EventDraft.Cause?
    var occurredAt: Timestamp?
    var body: [UInt8]
    var bodyDigest: Hash256

    init(_ draft: EventDraft, identifierKey: IdentifierKey, dataKey: SymmetricKey) {
        id = identifierKey.event(draft.tenant, draft.source, draft.key)
        digest = identifierKey.content(draft.kind, draft.body.content)
        tenant = draft.tenant
        kind = draft.kind
        source = draft.source
        subject = draft.subject
        conversation = draft.conversation
        actor = draft.actor
        cause = draft.cause
        occurredAt = draft.occurredAt.flatMap { JSON.exactIntegers.contains($0.microseconds) ? $0 : nil }
        body = BodySeal.seal(draft.body.encoded, key: dataKey, tenant: tenant, id: id, subject: subject)
        bodyDigest = SHA256.hash(body)
    }
}
