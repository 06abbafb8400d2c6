internal import Vocabulary

extension RespondIOPayload {
    /// What the event says, as a fact of this kind.
    func fact(kind: EventKind) throws(UnreadableDelivery) -> Fact {
        switch kind {
        case .messageReceived:
            return .messageReceived(
                MessageReceived(
                    messageID: try requiredMessageID(), contact: contact, channel: channel, content: messageContent))
        case .messageSent:
            return .messageSent(
                MessageSent(
                    messageID: try requiredMessageID(), contact: contact, channel: channel, content: messageContent,
                    sender: sender))
        case .contactCreated:
            return .contactCreated(ContactCreated(contact: contact))
        case .contactUpdated:
            return .contactUpdated(contactUpdated)
        case .conversationUpdated:
            return .conversationUpdated(conversationUpdated)
        case .conversationAssigned:
            return .conversationAssigned(ConversationAssigned(assignee: newAssignee ?? nil, contact: contact))
        case .noteAdded:
            return .noteAdded(try noteAdded())
        default:
            throw UnreadableDelivery("Respond.io has no event of this kind")
        }
    }

    private func requiredMessageID() throws(UnreadableDelivery) -> String {
        guard let id = messageID ?? root.text("event_id", "eventId") else {
            throw UnreadableDelivery("the message has no id")
        }
        return id
    }

    private var contactUpdated: ContactUpdated {
        var update = ContactUpdated(contact: contact)
        guard event == .contactTagUpdated, let tag = content.text("tag") ?? content["tag"]?["name"]?.text else {
            return update
        }
        switch content.text("action") {
        case "add", "added": update.tagsAdded = [tag]
        case "remove", "removed": update.tagsRemoved = [tag]
        default: break
        }
        return update
    }
}
