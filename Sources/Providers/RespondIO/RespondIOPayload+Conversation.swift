internal import Vocabulary

extension RespondIOPayload {
    /// The fields of the conversation: `conversation`, or in the guide's form the content itself.
    var conversationFields: JSONObject {
        content.object("conversation") ?? content
    }

    var conversationUpdated: ConversationUpdated {
        ConversationUpdated(
            status: status, contact: contact, channel: statedChannel, assignee: newAssignee,
            category: conversationFields.text("category"), summary: conversationFields.text("summary"))
    }

    private var status: ConversationUpdated.Status? {
        switch event {
        case .conversationOpened: return .open
        case .conversationClosed: return .closed
        case .callEnded: return nil
        default: break
        }
        return switch conversationFields.text("status") {
        case "open", "opened": .open
        case "close", "closed", "done", "resolved": .closed
        case let word: word.flatMap(ConversationUpdated.Status.init)
        }
    }

    /// To whom the conversation is assigned now: `.some(nil)` says to nobody, `nil` that the event doesn't say.
    var newAssignee: Assignee?? {
        for value in [content["assignee"], content["assigneeId"], content.object("contact")?["assignee"]] {
            if let value { return .some(Self.person(value)) }
        }
        return nil
    }
}
