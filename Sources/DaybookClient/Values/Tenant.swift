import Vocabulary

/// To which business a phone number belongs.
public struct Tenant: Hashable, Sendable {
    /// The business within the agent's system.
    public let subDomain: String?
    /// The bot that talks to the person.
    public let botID: String?
    /// The conversation that was active last.
    public let sessionID: String
    /// Whether it still is.
    public let isActive: Bool

    init?(_ data: JSON) {
        guard let session = data["sessionId"]?.string else { return nil }
        subDomain = data["subDomain"]?.string
        botID = data["botId"]?.string
        sessionID = session
        isActive = data["isActive"]?.bool ?? false
    }
}
