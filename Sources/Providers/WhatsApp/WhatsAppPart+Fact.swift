internal import Vocabulary

extension WhatsAppPart {
    /// What it says.
    func fact() throws(UnreadableDelivery) -> Fact {
        switch form {
        case .message:
            return .messageReceived(
                MessageReceived(messageID: messageID, contact: contact, channel: channel, content: content))
        case .echo:
            // Whoever has the app open wrote it: what a program sends comes back as a status.
            let sender = MessageSent.Sender(nature: .human, source: "whatsapp_business_app")
            return .messageSent(
                MessageSent(
                    messageID: messageID, contact: contact, channel: channel, content: content, sender: sender))
        case .status:
            return .messageStatus(
                MessageStatusChanged(
                    messageID: messageID, status: try status(), contact: contact, channel: channel,
                    errorCode: error?.text("code"), errorMessage: errorMessage))
        }
    }

    /// - Throws: `UnreadableDelivery` when there is none, or none that is known.
    func status() throws(UnreadableDelivery) -> MessageStatusChanged.Status {
        guard let status = fields.text("status").flatMap(MessageStatusChanged.Status.init) else {
            throw UnreadableDelivery("unknown message status")
        }
        return status
    }

    /// Why it failed, or couldn't be shown.
    var error: JSONObject? {
        fields["errors"]?.array?.first?.object
    }

    /// The longest that is told of it.
    private var errorMessage: String? {
        error?.object("error_data")?.text("details") ?? error?.text("message", "title")
    }
}
