import ProjectionEngine
package import Vocabulary

/// `inbox_conversations`: one row a conversation.
package struct ConversationFold: Fold {
    package let table = "inbox_conversations"

    package init() {}

    package func keys(of fact: RecordedFact) -> [ConversationKey] {
        guard let conversation = fact.event.conversation, fact.fact.concernsConversation else { return [] }
        return [ConversationKey(tenant: fact.event.tenant, conversation: conversation)]
    }

    package func fold(_ state: inout ConversationState?, key: ConversationKey, fact: RecordedFact) {
        let event = fact.event
        // A row that has seen an event doesn't see it again.
        if let seen = state?.lastPosition, seen >= event.position { return }
        if state == nil { state = ConversationState(event) }
        state?.apply(fact.fact, event)
    }
}

extension Fact {
    fileprivate var concernsConversation: Bool {
        switch self {
        case .messageReceived, .messageSent, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .conversationTranscribed, .messagesRead, .noteAdded, .messageAnalyzed, .taskCreated,
            .taskUpdated, .automationPaused, .automationResumed, .escalationRaised:
            true
        // A status, or what a voice note says, changes the message alone.
        default: false
        }
    }
}

extension ConversationState {
    fileprivate mutating func apply(_ fact: Fact, _ event: EventHeader) {
        switch fact {
        case .messageReceived(let message):
            inboundCount += 1
            unread.add(event.position)
            add(message.content, .inbound, message.channel, message.contact, event)
        case .messageSent(let message):
            outboundCount += 1
            add(message.content, .outbound, message.channel, message.contact, event)
        case .contactCreated(let change): learn(change.contact, event)
        case .contactUpdated(let change):
            learn(change.contact, event)
            if change.contact.tags == nil { retag(change) }
        case .conversationUpdated(let change): update(change, event)
        case .conversationTranscribed(let conversation): update(conversation.closing, event)
        case .conversationAssigned(let change):
            assign(change.assignee, event)
            learn(change.contact, event)
        case .messagesRead(let read): markRead(read, event)
        case .noteAdded(let note): learn(note.contact, event)
        default: attention.apply(fact, event)
        }
        subject = event.subject
        activeAt = lastMessage?.at ?? max(activeAt, event.occurredAt)
        lastPosition = event.position
        updatedAt = event.recordedAt
    }

    private mutating func add(
        _ content: MessageContent, _ direction: Direction, _ channel: Channel, _ contact: ContactProfile,
        _ event: EventHeader
    ) {
        let at = event.occurredAt
        firstMessageAt = firstMessageAt.map { min($0, at) } ?? at
        // A message that comes late isn't the last one.
        if lastMessage.map({ $0.at <= at }) ?? true {
            lastMessage = LastMessage(content, direction, event: event)
            self.channel = channel.filled(from: self.channel)
        }
        learn(contact, event)
    }

    private mutating func learn(_ profile: ContactProfile, _ event: EventHeader) {
        let isNewer = contactAt.map { $0 <= event.occurredAt } ?? true
        contact.merge(profile, isNewer: isNewer)
        guard isNewer else { return }
        contactAt = event.occurredAt
        if let tags = profile.tags { self.tags = tags }
    }

    /// What came and went, where the provider doesn't say what there is.
    private mutating func retag(_ change: ContactUpdated) {
        tags.removeAll { change.tagsRemoved.contains($0) }
        tags += change.tagsAdded.filter { !tags.contains($0) }
    }

    private mutating func update(_ change: ConversationUpdated, _ event: EventHeader) {
        if let status = change.status, statusAt.map({ $0 <= event.occurredAt }) ?? true {
            self.status = status
            statusAt = event.occurredAt
        }
        if let assignee = change.assignee { assign(assignee, event) }
        if let channel = change.channel, lastMessage.map({ $0.at <= event.occurredAt }) ?? true {
            self.channel = channel.filled(from: self.channel)
        }
        learn(change.contact, event)
    }

    private mutating func assign(_ assignee: Assignee?, _ event: EventHeader) {
        guard assignedAt.map({ $0 <= event.occurredAt }) ?? true else { return }
        self.assignee = assignee
        assignedAt = event.occurredAt
    }

    private mutating func markRead(_ read: MessagesRead, _ event: EventHeader) {
        // Nobody can have read what came after the event.
        let position = min(read.upTo, event.position)
        unread.read(upTo: position)
        readPosition = max(readPosition ?? position, position)
    }
}
