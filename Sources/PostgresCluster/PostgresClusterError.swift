/// Why a cluster could not be started, stopped or used.
package struct PostgresClusterError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure, for code that decides on them.
    package enum Code: String, Sendable {
        /// PostgreSQL's programs, 15 or newer, or of the version that made the cluster, are not installed.
        case programsMissing
        /// The directory can't be made, is not a directory, or belongs to somebody else.
        case directoryUnusable
        /// The directory holds something other than a finished cluster.
        case notACluster
        /// Another start is at work on the same directory.
        case busy
        /// A setting, port, database name or socket path that PostgreSQL can't take.
        case invalidOption
        /// No unprivileged account or no way to run programs as one, while running as root.
        case accountUnavailable
        /// One of PostgreSQL's programs failed; ``PostgresClusterError/output`` has its words.
        case toolFailed
        /// The server did not come up, or did not go down, in time.
        case timedOut
    }

    /// What kind of failure it is.
    package let code: Code
    /// What went wrong, in one sentence.
    package let message: String
    /// What the person can do about it, where there is something.
    package let advice: String?
    /// What the failing program and the server's log said, where one spoke.
    package let output: String?

    init(_ code: Code, _ message: String, advice: String? = nil, output: String? = nil) {
        self.code = code
        self.message = message
        self.advice = advice
        self.output = output.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The message, the output and the advice, each on lines of its own.
    package var description: String {
        [message, output, advice].compactMap(\.self).joined(separator: "\n")
    }
}
