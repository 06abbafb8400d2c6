internal import Vocabulary

extension RespondIOPayload {
    /// The fields of a call, wherever they are; `nil` when the event is about none.
    var callFields: JSONObject? {
        event == .callEnded ? content.object("call") ?? messageEnvelope : nil
    }

    /// A call belongs in the thread like a message, on the side of whoever called. Where the event doesn't say who did, or
    /// which call it was, it only shows that the conversation went on.
    var callKind: EventKind {
        guard messageID != nil else { return .conversationUpdated }
        switch callFields.flatMap({ $0.text("traffic", "direction") }) ?? messageEnvelope.text("traffic", "direction") {
        case "incoming", "inbound": return .messageReceived
        case "outgoing", "outbound": return .messageSent
        default: return .conversationUpdated
        }
    }
}
