extension DaybookClient {
    /// Where Daybook is, and how much a client may take of the agent's time and of its disk.
    public struct Configuration: Sendable {
        /// `http:` or `https:`, the host, and a path where Daybook lies below one.
        public var baseURL: String
        /// A key with the scope `agent`.
        public var apiKey: APIKey
        /// A folder of this client's own. What could not be delivered is kept there, **with its content in clear**: only the
        /// account that the agent runs in may enter it.
        public var queueFolder: String
        /// The business that calls are about which name none.
        public var subDomain: String?
        /// The branch of conversations that are begun without naming one.
        public var localID: String?
        /// The longest that any call of the agent takes, whatever the server, the network or the disk does.
        public var timeout: Duration = .seconds(10)
        /// The longest that one delivery from the queue may take. No agent waits for it.
        public var retryTimeout: Duration = .seconds(10)
        /// How long the queue waits after a failure; doubled with each further one, up to ``longestPause``, and shortened by up to a
        /// half at random. A longer `Retry-After` of the server counts.
        public var shortestPause: Duration = .milliseconds(200)
        /// The longest that the queue waits by itself before it tries again.
        public var longestPause: Duration = .seconds(30)
        /// The most writes that wait in the queue.
        public var queueWrites = 10_000
        /// The most bytes that the bodies of waiting writes have together.
        public var queueBytes = 64 << 20
        /// How long a conversation that was begun by this client may be unknown to the server (404): what was written is read a
        /// moment later, more so after a restart.
        public var missingGrace: Duration = .seconds(30)
        /// Whether anything is sent and kept at all.
        public var isEnabled = true
        /// A file of CA certificates (PEM) to trust instead of the system's.
        public var certificateAuthorities: String?
        /// Whether `http_proxy`, `https_proxy` and `no_proxy` count.
        public var usesEnvironmentProxy = true

        /// What must be said; all else has a default.
        public init(baseURL: String, apiKey: APIKey, queueFolder: String) {
            self.baseURL = baseURL
            self.apiKey = apiKey
            self.queueFolder = queueFolder
        }
    }

    /// An API key, which isn't shown when it is printed.
    public struct APIKey: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible, CustomReflectable {
        let text: String

        /// A key as `daybook keys create` printed it.
        public init(_ text: String) {
            self.text = text
        }

        /// A key in a test.
        public init(stringLiteral value: String) {
            self.init(value)
        }

        /// Nothing of the key.
        public var description: String { "an API key" }
        /// Nothing of the key.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
}

extension DaybookClient.Configuration {
    /// - Throws: `invalidConfiguration` for what could never work.
    func check() throws(DaybookClientError) {
        guard baseURL.hasPrefix("http://") || baseURL.hasPrefix("https://"),
            baseURL.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !baseURL.contains("?"), !baseURL.contains("#")
        else { throw .invalid("The base URL must be like https://daybook.example.com.") }
        guard !apiKey.text.isEmpty, apiKey.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalid("The API key must be one that `daybook keys create --scope agent` printed.")
        }
        guard !queueFolder.isEmpty, !queueFolder.utf8.contains(0) else { throw .invalid("A queue folder is needed.") }
        guard timeout > .zero, retryTimeout > .zero, shortestPause > .zero, longestPause >= shortestPause else {
            throw .invalid(
                "Time-outs and pauses must be longer than nothing, the longest pause not below the shortest.")
        }
        guard queueWrites >= 0, queueBytes >= 0 else { throw .invalid("The queue's bounds can't be negative.") }
    }

    var backoff: Backoff { Backoff(shortest: shortestPause, longest: longestPause) }

    /// Without a slash at its end.
    var base: String {
        var base = baseURL[...]
        while base.hasSuffix("/") { base.removeLast() }
        return String(base)
    }
}
