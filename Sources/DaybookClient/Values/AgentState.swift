/// Where a conversation stands, as far as the agent has something to say of it.
public struct AgentState: Hashable, Sendable {
    /// What the person wants: `order`, `payment`. `nil` leaves it as it is.
    public var intent: String?
    /// How far the agent has come with it: `processing_payment`. `nil` leaves it as it is.
    public var step: String?
    /// What has changed of the context: members replace those there are, objects are merged, `null` takes a member away.
    public var context: [String: DaybookValue]
    /// What has changed of what the agent says of itself, such as its version; merged like the context.
    public var metadata: [String: DaybookValue]

    /// A state of which something may be left out.
    public init(
        intent: String? = nil, step: String? = nil, context: [String: DaybookValue] = [:],
        metadata: [String: DaybookValue] = [:]
    ) {
        self.intent = intent
        self.step = step
        self.context = context
        self.metadata = metadata
    }

    var isEmpty: Bool { self == AgentState() }
}
