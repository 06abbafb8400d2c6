package import Postgres
package import ProjectionEngine
package import Vocabulary

/// Something that went on with a contact.
package struct TimelineEntry: Equatable, Sendable {
    /// Which way a message went.
    package enum Direction: String, Hashable, Sendable {
        case inbound, outbound
    }

    package var kind: EventKind
    package var conversation: ConversationID?
    package var medium: String?
    package var direction: Direction?
    /// A few words of what it was.
    package var label: String?
    package var occurredAt: Timestamp

    /// How long a label gets, in characters.
    static let labelLength = 120

    /// What a fact was; `nil` for one that nobody would call activity: a provider that tells of a contact again, say.
    init?(_ fact: Fact, _ event: EventHeader) {
        kind = event.kind
        conversation = event.conversation
        occurredAt = event.occurredAt
        switch fact {
        case .messageReceived(let message):
            direction = .inbound
            describe(message.content, message.channel)
        case .messageSent(let message):
            direction = .outbound
            describe(message.content, message.channel)
        case .contactCreated: break
        // Their conversation only keeps merges in order.
        case .contactMerged, .contactUnmerged: conversation = nil
        case .contactUpdated(let change):
            let marks = change.tagsAdded.map { "+\($0)" } + change.tagsRemoved.map { "-\($0)" }
            guard !marks.isEmpty else { return nil }
            label = Self.cut(marks.joined(separator: " "))
        case .conversationUpdated(let change):
            guard change.status != nil else { return nil }
            describe(change)
        case .conversationTranscribed(let conversation): describe(conversation.closing)
        case .conversationAssigned(let change): label = change.assignee.map { Self.cut($0.name ?? $0.id) }
        case .noteAdded(let note): label = Self.cut(note.text)
        default: return nil
        }
    }

    private mutating func describe(_ content: MessageContent, _ channel: Channel) {
        medium = channel.medium.description
        label = Self.cut(content.text ?? content.subjectLine ?? content.form.rawValue)
    }

    private mutating func describe(_ change: ConversationUpdated) {
        medium = change.channel?.medium.description
        label = Self.cut(
            [change.status?.rawValue, change.category, change.summary].compactMap(\.self).joined(separator: ": "))
    }

    private static func cut(_ text: String) -> String { String(text.prefix(labelLength)) }
}

extension TimelineEntry: RowPart {
    package static let columns = ["kind", "conversation", "medium", "direction", "label", "occurred_at"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(kind)
        try row.write(conversation)
        try row.write(medium)
        try row.write(direction?.rawValue)
        try row.write(label)
        try row.write(occurredAt)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        kind = try row.next()
        conversation = try row.next()
        medium = try row.next()
        direction = try row.next(String?.self).flatMap(Direction.init)
        label = try row.next()
        occurredAt = try row.next()
    }
}
