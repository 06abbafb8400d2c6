import TenantLookup
import Vocabulary

extension Transcript {
    /// The conversation as the conversation webhook API shows it.
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return [
            "conversationId": .string(key.conversation), "emailId": text(state.emailID),
            "accountId": text(state.accountID), "agentId": text(state.agentID), "sessionId": text(state.sessionID),
            "status": .string(state.status), "startTime": text(state.startedAt?.description),
            "endTime": text(state.endedAt?.description), "duration": state.duration.map(JSON.integer) ?? .null,
            "messageCount": .integer(state.messageCount), "summary": text(state.summary),
            "processedAt": .string(state.processedAt.description),
        ]
    }
}
