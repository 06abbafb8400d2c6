/// `conversation.updated`: the provider says how a conversation stands.
package struct ConversationUpdated: Hashable, Sendable {
    /// Where a conversation stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case open, closed, active, archived, blocked
    }

    package var status: Status?
    package var contact: ContactProfile
    package var channel: Channel?
    /// `.some(nil)` says that nobody is assigned; `nil` says nothing.
    package var assignee: Assignee??
    package var category: String?
    package var summary: String?

    package init(
        status: Status?, contact: ContactProfile, channel: Channel? = nil, assignee: Assignee?? = nil,
        category: String? = nil, summary: String? = nil
    ) {
        self.status = status
        self.contact = contact
        self.channel = channel
        self.assignee = assignee
        self.category = category
        self.summary = summary
    }
}

/// `conversation.assigned`: to a person, or to nobody.
package struct ConversationAssigned: Hashable, Sendable {
    package var assignee: Assignee?
    package var contact: ContactProfile

    package init(assignee: Assignee?, contact: ContactProfile) {
        self.assignee = assignee
        self.contact = contact
    }
}

/// `conversation.transcribed`: a conversation with a voice agent is over, and was handed over as a whole.
///
/// What was said in it are messages of their own.
package struct ConversationTranscribed: Hashable, Sendable {
    /// The provider's id, verbatim.
    package var conversationID: String
    /// `completed`, or what else the provider calls it: `failed`.
    package var status: String
    /// What it means to the conversation, as to one of any other channel: that it is closed, and with which summary.
    package var closing: ConversationUpdated
    /// Whom the business knows the person by.
    package var emailID: String?
    /// The account that the person has with the business.
    package var accountID: String?
    package var agentID: String?
    package var sessionID: String?
    package var startedAt: Timestamp?
    /// In whole seconds.
    package var duration: Int64?
    /// How many messages it had, as its sender counts them.
    package var messageCount: Int64

    package init(
        conversationID: String, status: String = "completed", closing: ConversationUpdated, messageCount: Int64
    ) {
        self.conversationID = conversationID
        self.status = status
        self.closing = closing
        self.messageCount = messageCount
    }

    package var endedAt: Timestamp? {
        startedAt?.advanced(by: .seconds(duration ?? 0))
    }
}

/// `messages.read`: somebody on our side has read the conversation up to and including a position.
package struct MessagesRead: Hashable, Sendable {
    package var upTo: Position

    package init(upTo: Position) {
        self.upTo = upTo
    }
}

/// `note.added`: a comment on a conversation that the contact doesn't see.
package struct NoteAdded: Hashable, Sendable {
    package var author: Assignee?
    package var text: String
    package var contact: ContactProfile

    package init(author: Assignee?, text: String, contact: ContactProfile) {
        self.author = author
        self.text = text
        self.contact = contact
    }
}
