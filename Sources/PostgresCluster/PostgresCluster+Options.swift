extension PostgresCluster {
    /// Where a cluster lies and how its server is set up.
    package struct Options: Sendable {
        /// The data directory. Made when it is missing; otherwise it must be empty or hold a cluster made by
        /// ``PostgresCluster/start(_:)``. A relative path counts from the working directory.
        package var directory: String
        /// Lines for postgresql.conf, such as `["max_connections": "200"]`. Values are written as quoted strings.
        /// Ports, listen addresses and socket directories are set by the members below, which win.
        package var settings: [String: String]
        /// The directory for the Unix socket, owned by the cluster's account and closed to others; `nil` takes a
        /// short one below /tmp, and the same one on every start.
        package var socketDirectory: String?
        /// A port on 127.0.0.1 to listen on as well; `nil` leaves TCP off. Logging in over TCP takes a password
        /// (SCRAM-SHA-256), so a role needs one first: a port, unlike the socket, is open to every account.
        package var listenOnLoopbackPort: Int?

        /// Options for a cluster in `directory`, with PostgreSQL's own settings and no TCP.
        package init(
            directory: String, settings: [String: String] = [:], socketDirectory: String? = nil,
            listenOnLoopbackPort: Int? = nil
        ) {
            self.directory = directory
            self.settings = settings
            self.socketDirectory = socketDirectory
            self.listenOnLoopbackPort = listenOnLoopbackPort
        }
    }
}
