/// What an event's body says, read by the reader of its source.
///
/// A fact is made anew each time an event is folded: a mapping mistake is mended in the reader, and history stays as it is.
package enum Fact: Hashable, Sendable {
    case messageReceived(MessageReceived)
    case messageSent(MessageSent)
    case messageStatus(MessageStatusChanged)
    case contactCreated(ContactCreated)
    case contactUpdated(ContactUpdated)
    case conversationUpdated(ConversationUpdated)
    case conversationAssigned(ConversationAssigned)
    case conversationTranscribed(ConversationTranscribed)
    case messagesRead(MessagesRead)
    case noteAdded(NoteAdded)
    case voiceTranscribed(VoiceTranscribed)
    case messageAnalyzed(MessageAnalyzed)
    case messageRouted(MessageRouted)
    case taskCreated(TaskCreated)
    case taskUpdated(TaskUpdated)
    case automationPaused(AutomationPaused)
    case automationResumed(AutomationResumed)
    case escalationRaised(EscalationRaised)
    case projectionSwapped(ProjectionSwapped)
    case contactMerged(ContactMerged)
    case contactUnmerged(ContactUnmerged)
    case stateSynced(StateSynced)
    case orderLinked(OrderLinked)
    /// A fact that this version has no type for, or an event that carries none (a batch, a quarantined delivery).
    case other
}

/// An event with what its body says. By reference: it is handed to many folds, and is large.
package final class RecordedFact: Sendable {
    package let event: EventHeader
    package let fact: Fact

    package init(event: EventHeader, fact: Fact) {
        self.event = event
        self.fact = fact
    }
}
