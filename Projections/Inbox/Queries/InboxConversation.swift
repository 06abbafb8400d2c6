package import Vocabulary

/// A conversation of the inbox, as it is read.
package struct InboxConversation: Equatable, Sendable {
    package let key: ConversationKey
    package let state: ConversationState

    /// Where to go on behind this conversation.
    package var cursor: ConversationCursor {
        ConversationCursor(activeAt: state.activeAt, conversation: key.conversation)
    }
}

/// A place in a list of conversations.
package struct ConversationCursor: Hashable, Sendable {
    package let activeAt: Timestamp
    package let conversation: ConversationID

    package init(activeAt: Timestamp, conversation: ConversationID) {
        self.activeAt = activeAt
        self.conversation = conversation
    }
}

/// Which conversations are asked for; all of them, unless something is set.
package struct ConversationFilter: Hashable, Sendable {
    package var status: ConversationUpdated.Status?
    /// Only those with messages that nobody has read.
    package var isUnread = false
    package var medium: Channel.Medium?
    /// The id of the person to whom they are assigned.
    package var assignee: String?
    /// Only those that nobody looks after.
    package var isUnassigned = false
    /// Only those with tasks that aren't done.
    package var hasTasks = false
    package var sentiment: MessageAnalyzed.Sentiment?
    /// Only those whose contact has this tag.
    package var tag: String?

    package init() {}
}
