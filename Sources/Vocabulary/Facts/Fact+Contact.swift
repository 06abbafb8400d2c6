extension Fact {
    /// What the fact says of its contact; `nil` for one that is about something else, or says it of a message alone.
    package var contactProfile: ContactProfile? {
        switch self {
        case .messageReceived(let message): message.contact
        case .messageSent(let message): message.contact
        case .contactCreated(let change): change.contact
        case .contactUpdated(let change): change.contact
        case .conversationUpdated(let change): change.contact
        case .conversationAssigned(let change): change.contact
        case .conversationTranscribed(let conversation): conversation.closing.contact
        case .noteAdded(let note): note.contact
        default: nil
        }
    }
}
