package import Vocabulary

/// Which way a message went.
package enum MessageDirection: String, Hashable, Sendable, CaseIterable {
    /// From the contact to us.
    case inbound
    /// From us to the contact.
    case outbound
}

/// A message as all figures count it: each `message.received` and `message.sent` is one, at the time it occurred.
///
/// Reports and the lists of events behind them decide by this alone what is counted where.
package struct CountedMessage: Hashable, Sendable {
    package var channel: ChannelName
    package var direction: MessageDirection
    package var form: MessageContent.Form
    /// Who wrote on our side; `nil` for inbound messages.
    package var nature: MessageSent.Sender.Nature?

    /// `nil` for a fact that is no message.
    package init?(_ fact: Fact) {
        switch fact {
        case .messageReceived(let message):
            channel = ChannelName(message.channel)
            direction = .inbound
            form = message.content.form
        case .messageSent(let message):
            channel = ChannelName(message.channel)
            direction = .outbound
            form = message.content.form
            nature = message.sender.nature
        default: return nil
        }
    }
}
