internal import Vocabulary

extension Fact {
    /// What was said in a turn of a conversation with a voice agent, whichever form told of it.
    ///
    /// - Parameter agentID: the provider's id of the agent.
    static func voiceTurn(
        _ messageID: String, _ text: String, isAgents: Bool, contact: ContactProfile, channel: Channel, agentID: String?
    ) -> Fact {
        let content = MessageContent(form: .text, text: text)
        guard isAgents else {
            return .messageReceived(
                MessageReceived(messageID: messageID, contact: contact, channel: channel, content: content))
        }
        return .messageSent(
            MessageSent(
                messageID: messageID, contact: contact, channel: channel, content: content,
                sender: MessageSent.Sender(nature: .automation, source: "voice_agent", userID: agentID)))
    }
}
