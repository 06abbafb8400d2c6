package import Vocabulary

/// A message as it was received or sent.
package struct MessageRecord: Equatable, Sendable {
    package var position: Position
    package var eventID: EventID
    package var conversation: ConversationID?
    package var direction: Direction
    package var content: MessageContent
    package var contact: ContactColumns
    package var channel: Channel
    /// Who wrote on our side; `nil` for an inbound message.
    package var sender: MessageSent.Sender?
    package var occurredAt: Timestamp
    package var recordedAt: Timestamp

    init(_ message: MessageReceived, _ event: EventHeader) {
        self.init(message.content, .inbound, message.contact, message.channel, nil, event)
    }

    init(_ message: MessageSent, _ event: EventHeader) {
        self.init(message.content, .outbound, message.contact, message.channel, message.sender, event)
    }

    private init(
        _ content: MessageContent, _ direction: Direction, _ contact: ContactProfile, _ channel: Channel,
        _ sender: MessageSent.Sender?, _ event: EventHeader
    ) {
        position = event.position
        eventID = event.id
        conversation = event.conversation
        self.direction = direction
        self.content = content
        self.contact = ContactColumns(contact)
        self.channel = channel
        self.sender = sender
        occurredAt = event.occurredAt
        recordedAt = event.recordedAt
    }
}

extension MessageRecord {
    /// Who sent it: the contact's number or mailbox, or our own. `nil` where the provider doesn't say.
    package var from: String? { direction == .inbound ? contactAddress : channel.address }

    /// To whom it was sent.
    package var to: String? { direction == .inbound ? channel.address : contactAddress }

    private var contactAddress: String? {
        channel.medium == .email ? contact.email ?? contact.phone : contact.phone ?? contact.email
    }
}
