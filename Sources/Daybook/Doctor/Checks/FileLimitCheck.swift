import Server

/// How many files and connections this shell's processes may have open.
struct FileLimitCheck: Sendable {
    /// `nil` for no limit.
    var maximum: Int?

    /// As many connections as the server takes, and some for the database, the log and the like.
    static let needed = ServerLimits().connections + 256

    var findings: [Finding] {
        guard let maximum, maximum < Self.needed else { return [] }
        return [
            Finding(
                maximum < 1024 ? .error : .warning, .limits,
                "A process may have \(maximum) files and connections open here; daybook serve takes up to \(Self.needed).",
                "With more callers than that, connections are refused, those to the database among them.",
                mend:
                    "ulimit -n \(Self.needed * 2) before daybook serve, or LimitNOFILE=\(Self.needed * 2) in its systemd unit"
            )
        ]
    }
}
