/// The events of Respond.io, by the names it gives them.
enum RespondIOEvent: String, CaseIterable {
    case messageReceived = "message.received"
    case messageSent = "message.sent"
    case commentCreated = "comment.created"
    case contactCreated = "contact.created"
    case contactUpdated = "contact.updated"
    case contactTagUpdated = "contact.tag.updated"
    case contactLifecycleUpdated = "contact.lifecycle.updated"
    case contactAssigneeUpdated = "contact.assignee.updated"
    case conversationOpened = "conversation.opened"
    case conversationClosed = "conversation.closed"
    case callEnded = "call.ended"
    // Only in the integration guide.
    case conversationUpdated = "conversation.updated"
    case conversationAssigned = "conversation.assigned"

    /// What Respond.io and those who try it out send to see whether anybody answers.
    static let pings: Set<String> = ["ping", "test", "webhook.ping", "webhook.test", "test.webhook"]
}
