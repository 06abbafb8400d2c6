import TenantLookup
import Vocabulary

extension LookupSession {
    /// The data of a tenant lookup.
    func tenantFields(isActive: Bool) -> JSONObject {
        [
            "subDomain": text(state.subDomain), "botId": text(state.botID), "sessionId": .string(key.session),
            "isActive": .bool(isActive),
        ]
    }

    /// The whole conversation. Its messages are part of the context, as the agents know them; a member that they synced by the same name
    /// gives way.
    func conversationFields(isActive: Bool) -> JSONObject {
        var context = state.context
        context["previousMessages"] = .array(state.messages.map(\.json))
        context["lastUserMessage"] = state.messages.last { $0.role == "user" }.map { .string($0.content) }
        return [
            "sessionId": .string(key.session), "subDomain": text(state.subDomain), "botId": text(state.botID),
            "localId": text(state.localID), "userPhone": text(state.phone), "isActive": .bool(isActive),
            "currentIntent": text(state.intent), "currentStep": text(state.step), "context": .object(context),
            "metadata": .object(state.metadata),
            "linkedOrders": .array(
                state.orders.map { ["orderId": .string($0.id), "linkedAt": .string($0.at.inMilliseconds)] }),
            "createdAt": .string(state.createdAt.inMilliseconds),
            "lastActivity": .string(state.activeAt.inMilliseconds),
        ]
    }

    private func text(_ value: String?) -> JSON {
        value.map(JSON.string) ?? .null
    }
}

extension SessionState.Message {
    fileprivate var json: JSON {
        ["role": .string(role), "content": .string(content), "timestamp": .string(at.inMilliseconds)]
    }
}

extension Timestamp {
    /// As JavaScript writes it: `2025-12-29T10:06:00.000Z`, with three fractional digits, always.
    var inMilliseconds: String {
        let part = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000
        let whole = Timestamp(microseconds: microseconds - part).description.dropLast()
        let digits = String(part / 1000)
        return "\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)Z"
    }
}
