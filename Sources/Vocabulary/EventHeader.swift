/// All of an event but its body: what everybody who may read the ledger sees. It holds no personal data.
package struct EventHeader: Hashable, Sendable {
    package var position: Position
    package var id: EventID
    package var tenant: TenantID
    package var kind: EventKind
    package var source: Source
    package var subject: SubjectID
    package var conversation: ConversationID?
    package var actor: Actor
    /// The event that caused this one.
    package var cause: Position?
    package var occurredAt: Timestamp
    package var recordedAt: Timestamp

    package init(
        position: Position, id: EventID, tenant: TenantID, kind: EventKind, source: Source, subject: SubjectID,
        conversation: ConversationID?, actor: Actor, cause: Position?, occurredAt: Timestamp, recordedAt: Timestamp
    ) {
        self.position = position
        self.id = id
        self.tenant = tenant
        self.kind = kind
        self.source = source
        self.subject = subject
        self.conversation = conversation
        self.actor = actor
        self.cause = cause
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
    }
}
