package import Vocabulary

/// What a conversation shows of its last message.
package struct LastMessage: Equatable, Sendable {
    package var at: Timestamp
    package var position: Position
    /// The beginning of its text.
    package var text: String?
    package var form: MessageContent.Form
    package var direction: Direction

    init(at: Timestamp, position: Position, text: String?, form: MessageContent.Form, direction: Direction) {
        self.at = at
        self.position = position
        self.text = text
        self.form = form
        self.direction = direction
    }

    init(_ content: MessageContent, _ direction: Direction, event: EventHeader) {
        at = event.occurredAt
        position = event.position
        text = content.text.map { String($0.prefix(Self.textLength)) }
        form = content.form
        self.direction = direction
    }

    /// How much of the text is shown, in characters.
    static let textLength = 200
}

/// Which way a message went.
package enum Direction: String, Hashable, Sendable {
    /// From the contact to us.
    case inbound
    /// From us to the contact.
    case outbound
}
