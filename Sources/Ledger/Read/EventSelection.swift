package import Vocabulary

/// Which events are asked for.
package struct EventSelection: Hashable, Sendable {
    /// The first position.
    package var from: Position
    /// The position to stop before; `nil` for the end of the log.
    package var before: Position?
    package var tenant: TenantID?
    package var kinds: [EventKind]?
    package var subject: SubjectID?
    package var conversation: ConversationID?
    /// How many at most.
    package var limit: Int

    package init(
        from: Position = .first, before: Position? = nil, tenant: TenantID? = nil, kinds: [EventKind]? = nil,
        subject: SubjectID? = nil, conversation: ConversationID? = nil, limit: Int = 256
    ) {
        self.from = from
        self.before = before
        self.tenant = tenant
        self.kinds = kinds
        self.subject = subject
        self.conversation = conversation
        self.limit = limit
    }
}
