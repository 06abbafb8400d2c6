import Curl
import Synchronization
import Vocabulary

extension DaybookClient {
    /// Adds what somebody said, with the moment of this call as its time.
    @discardableResult
    public func addMessage(
        _ content: String, role: MessageRole, to sessionID: String, subDomain: String? = nil
    ) async -> WriteOutcome {
        var fields: JSONObject = ["role": .string(role.rawValue), "content": .string(content)]
        fields["timestamp"] = courier.map { courier in
            .string(courier.standing.withLock { $0.clock.now() }.description)
        }
        return await write(.post, .agent, "messages", fields, of: sessionID, subDomain)
    }

    /// Tells where a conversation stands.
    ///
    /// - Parameter ifUnchangedSince: the conversation's position as the agent has seen it; when something else was recorded since, this
    ///   is refused with status 412.
    @discardableResult
    public func sync(
        _ state: AgentState, of sessionID: String, subDomain: String? = nil, ifUnchangedSince: Int64? = nil
    ) async -> WriteOutcome {
        guard !state.isEmpty else { return invalid("There is nothing to sync.") }
        var fields = JSONObject()
        fields["currentIntent"] = state.intent.map(JSON.string)
        fields["currentStep"] = state.step.map(JSON.string)
        if !state.context.isEmpty { fields["context"] = .object(JSONObject(state.context)) }
        if !state.metadata.isEmpty { fields["metadata"] = .object(JSONObject(state.metadata)) }
        return await write(.put, .agent, "sync", fields, of: sessionID, subDomain, ifUnchangedSince)
    }

    /// Tells where a conversation stands, from the state of the agent's graph; see ``AgentState/init(graphState:)``.
    @discardableResult
    public func sync(
        graphState: [String: DaybookValue], of sessionID: String, subDomain: String? = nil,
        ifUnchangedSince: Int64? = nil
    ) async -> WriteOutcome {
        await sync(
            AgentState(graphState: graphState), of: sessionID, subDomain: subDomain, ifUnchangedSince: ifUnchangedSince)
    }

    /// Tells what the person wants and how far the agent has come with it. What is `nil` stays as it is.
    @discardableResult
    public func updateIntent(
        _ intent: String?, step: String? = nil, of sessionID: String, subDomain: String? = nil,
        ifUnchangedSince: Int64? = nil
    ) async -> WriteOutcome {
        guard intent != nil || step != nil else { return invalid("There is neither an intent nor a step.") }
        var fields = JSONObject()
        fields["intent"] = intent.map(JSON.string)
        fields["step"] = step.map(JSON.string)
        return await write(.patch, .conversations, "intent", fields, of: sessionID, subDomain, ifUnchangedSince)
    }

    /// Tells what has changed of the context: members replace those there are, `null` takes one away.
    @discardableResult
    public func updateContext(
        _ context: [String: DaybookValue], of sessionID: String, subDomain: String? = nil,
        ifUnchangedSince: Int64? = nil
    ) async -> WriteOutcome {
        guard !context.isEmpty else { return invalid("Nothing has changed in the context.") }
        let fields: JSONObject = ["context": .object(JSONObject(context))]
        return await write(.patch, .conversations, "context", fields, of: sessionID, subDomain, ifUnchangedSince)
    }

    /// Tells that an order came out of a conversation.
    @discardableResult
    public func linkOrder(
        _ orderID: String, to sessionID: String, subDomain: String? = nil
    ) async -> WriteOutcome {
        await write(.post, .agent, "orders", ["orderId": .string(orderID)], of: sessionID, subDomain)
    }

    private enum Base: String {
        case agent = "/api/v1/whatsapp/agent/conversations"
        case conversations = "/api/v1/conversations"
    }

    private func write(
        _ method: HTTPMethod, _ base: Base, _ what: String, _ fields: JSONObject, of session: String,
        _ subDomain: String?, _ ifUnchangedSince: Int64? = nil
    ) async -> WriteOutcome {
        guard let courier else { return .refused(.disabled) }
        guard Self.isSegment(session) else { return invalid("The session has no id.") }
        var fields = fields
        fields["subDomain"] = (subDomain ?? configuration.subDomain).map(JSON.string)
        let draft = Draft(
            session: session, method: method, path: "\(base.rawValue)/\(session.percentEncoded)/\(what)",
            fields: fields, ifUnchangedSince: ifUnchangedSince)
        return await courier.meter.time { await courier.write(draft, until: .now + configuration.timeout) }
    }

    private func invalid(_ message: String) -> WriteOutcome {
        guard let courier else { return .refused(.disabled) }
        courier.meter.refused()
        return .refused(Refusal(.invalid, message))
    }
}
