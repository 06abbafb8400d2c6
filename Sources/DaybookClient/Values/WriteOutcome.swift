/// What became of a write. None is an error to the agent: it goes on with the person it talks to.
public enum WriteOutcome: Hashable, Sendable {
    /// It is in the ledger. The position is that of the conversation's latest event when the server answered, this one or a later one;
    /// as `ifUnchangedSince` of another write it is that write's condition.
    case recorded(at: Int64)
    /// It is on this machine's disk, and is delivered when that is possible, after what was written before it to the same conversation.
    case queued
    /// It is neither in the ledger nor in the queue.
    case refused(Refusal)

    /// Whether it is in the ledger, or is on the way there.
    public var isTaken: Bool {
        if case .refused = self { false } else { true }
    }
}

/// Why something was refused.
public struct Refusal: Hashable, Sendable, CustomStringConvertible {
    /// By whom and why, for code that decides on it.
    public enum Code: String, Hashable, Sendable {
        /// The server won't have it, however often it is sent; ``Refusal/status`` and ``Refusal/serverCode`` say why.
        case byServer
        /// It can't be sent as it is: nothing in it, no phone number, no session.
        case invalid
        /// The server can't take it now, and the queue is full.
        case queueFull
        /// The server can't take it now, and it couldn't be put on the disk; or the disk took longer than the call may.
        case storage
        /// The client is switched off.
        case disabled
        /// The client was closed.
        case closed
    }

    /// By whom and why.
    public let code: Code
    /// The HTTP status, when the server refused.
    public let status: Int?
    /// The server's own code, like `changed_since`.
    public let serverCode: String?
    /// What a person can do about it. Holds nothing of the conversation.
    public let message: String

    init(_ code: Code, _ message: String, status: Int? = nil, serverCode: String? = nil) {
        self.code = code
        self.message = message
        self.status = status
        self.serverCode = serverCode
    }

    static let disabled = Refusal(.disabled, "The client is switched off (ENABLE_CONVERSATION_SYNC).")
    static let closed = Refusal(.closed, "The client was closed.")
    static let queueFull = Refusal(.queueFull, "The server can't take it now, and the queue is full.")
    static let storage = Refusal(.storage, "The server can't take it now, and it couldn't be put on the disk.")

    /// The codes and the message.
    public var description: String {
        let details = [status.map(String.init), serverCode].compactMap(\.self)
        return "\(([code.rawValue] + details).joined(separator: " ")): \(message)"
    }
}
