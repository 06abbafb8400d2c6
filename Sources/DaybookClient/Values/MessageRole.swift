/// Who says something.
public struct MessageRole: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// As the server has it.
    public let rawValue: String

    /// Any role that an agent has a name for.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Any role that an agent has a name for.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// The person.
    public static let user = MessageRole(rawValue: "user")
    /// The agent.
    public static let bot = MessageRole(rawValue: "bot")
}
