/// One conversation, as ``DaybookClient/withConversation(user:subDomain:localID:botID:context:_:)`` gives it to an agent.
public struct DaybookConversation: Sendable {
    private let client: DaybookClient
    private let beginning: Beginning
    private let subDomain: String?

    init(client: DaybookClient, _ beginning: Beginning, subDomain: String?) {
        self.client = client
        self.beginning = beginning
        self.subDomain = subDomain
    }

    /// The session's id; `nil` when there is none to be had.
    public var sessionID: String? {
        if case .session(let id) = beginning { id } else { nil }
    }

    /// Adds what the person said.
    @discardableResult
    public func addUserMessage(_ content: String) async -> WriteOutcome {
        await addMessage(content, role: .user)
    }

    /// Adds what the agent said.
    @discardableResult
    public func addBotMessage(_ content: String) async -> WriteOutcome {
        await addMessage(content, role: .bot)
    }

    /// Adds what somebody said.
    @discardableResult
    public func addMessage(_ content: String, role: MessageRole) async -> WriteOutcome {
        await with { await client.addMessage(content, role: role, to: $0, subDomain: subDomain) }
    }

    /// Tells where the conversation stands.
    @discardableResult
    public func sync(_ state: AgentState, ifUnchangedSince: Int64? = nil) async -> WriteOutcome {
        await with {
            await client.sync(state, of: $0, subDomain: subDomain, ifUnchangedSince: ifUnchangedSince)
        }
    }

    /// Tells where the conversation stands, from the state of the agent's graph; see ``AgentState/init(graphState:)``.
    @discardableResult
    public func sync(graphState: [String: DaybookValue], ifUnchangedSince: Int64? = nil) async -> WriteOutcome {
        await sync(AgentState(graphState: graphState), ifUnchangedSince: ifUnchangedSince)
    }

    /// Tells that an order came out of the conversation.
    @discardableResult
    public func linkOrder(_ orderID: String) async -> WriteOutcome {
        await with { await client.linkOrder(orderID, to: $0, subDomain: subDomain) }
    }

    /// The conversation as the server has it.
    public func state() async -> ReadOutcome<ConversationState> {
        guard let sessionID else { return .nothing }
        return await client.conversation(id: sessionID)
    }

    private func with(_ write: (_ session: String) async -> WriteOutcome) async -> WriteOutcome {
        switch beginning {
        case .session(let session): await write(session)
        case .refused(let refusal): .refused(refusal)
        }
    }
}
