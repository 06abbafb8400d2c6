internal import Vocabulary

extension TwilioPayload {
    /// What it says. Whatever it needs has been found when the payload was taken apart.
    var fact: Fact {
        switch event {
        case .message:
            .messageReceived(
                MessageReceived(messageID: messageID, contact: contact, channel: channel, content: content))
        case .status(let status):
            .messageStatus(
                MessageStatusChanged(
                    messageID: messageID, status: status, contact: contact, channel: channel,
                    errorCode: fields["ErrorCode"], errorMessage: fields["ErrorMessage"]))
        }
    }
}
