/// Why a client can't be made. No call of a client throws it.
public struct DaybookClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure, for code that decides on them.
    public enum Code: String, Hashable, Sendable {
        /// Something in the configuration can never work.
        case invalidConfiguration
        /// The queue's folder can't be made, entered or written to.
        case queueFolderUnusable
        /// Another client works on the queue's folder, of this process or of another one.
        case queueFolderBusy
        /// The system has no thread left.
        case noThread
        /// A text isn't JSON.
        case notJSON
    }

    /// What went wrong.
    public let code: Code
    /// What went wrong and what to do, for a person. Holds no key and nothing of a conversation.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static func invalid(_ message: String) -> DaybookClientError {
        DaybookClientError(.invalidConfiguration, message)
    }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
