import FoundationEssentials

extension PostgresCluster {
    /// Starts the cluster in a directory, making it first if there is none, and returns when it answers.
    ///
    /// A server that runs there already is adopted as it is, with the settings of its own start. Run as root, the
    /// cluster belongs to `postgres` or else `nobody`, because PostgreSQL refuses to run as root; see ``relocation``.
    /// Not cut short by cancellation.
    ///
    /// - Throws: What is missing or in the way, and what to do about it; with the words of the program that failed.
    package static func start(_ options: Options) async throws(PostgresClusterError) -> PostgresCluster {
        try await blocking { () throws(PostgresClusterError) in try startAndWait(options) }
    }

    private static func startAndWait(_ options: Options) throws(PostgresClusterError) -> PostgresCluster {
        try options.check()
        let user = try ClusterUser.current()
        let data = try DataDirectory.prepare(options.directory, for: user)
        let lock = try DirectoryLock(data.path)
        defer { _ = lock }  // Held to the end of the start.
        let version = try data.clusterVersion()
        let programs = try PostgresPrograms.find(major: version)

        if let server = Postmaster.running(in: data.path) {
            let cluster = PostgresCluster(
                directory: data.path, socketDirectory: server.socketDirectory, port: server.port, wasRunning: true,
                relocation: data.relocation, user: user, programs: programs)
            try cluster.waitUntilReady()
            return cluster
        }

        if version == nil {
            try initialize(data.path, user: user, programs: programs, sync: options.settings["fsync"] != "off")
        }
        let port = options.port
        let sockets = try SocketDirectory.prepare(options.socketDirectory, port: port, data: data.path, user: user)
        let settings = ServerSettings(
            settings: options.settings, socketDirectory: sockets, port: port,
            listensOnLoopback: options.listenOnLoopbackPort != nil)
        try ServerFile.write(settings.text, to: "\(data.path)/\(ServerSettings.fileName)", for: user)
        let cluster = PostgresCluster(
            directory: data.path, socketDirectory: sockets, port: port, wasRunning: false,
            relocation: data.relocation, user: user, programs: programs)
        try cluster.launch()
        return cluster
    }

    /// Makes a cluster in the empty directory. Passwords are asked for over TCP only; see ``Options``.
    private static func initialize(
        _ directory: String, user: ClusterUser, programs: PostgresPrograms, sync: Bool
    ) throws(PostgresClusterError) {
        let arguments = [
            programs.initdb, "--pgdata=\(directory)", "--username=\(superuser)", "--encoding=UTF8", "--no-locale",
            "--data-checksums", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions",
        ]
        let outcome = user.run(sync ? arguments : arguments + ["--no-sync"])
        guard outcome.succeeded else {
            throw PostgresClusterError(
                .toolFailed, "initdb could not make a cluster in \(directory).", output: outcome.output)
        }
        let path = "\(directory)/postgresql.conf"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PostgresClusterError(.toolFailed, "initdb left no postgresql.conf in \(directory).")
        }
        try ServerFile.write(text + "\n" + ServerSettings.includeLine + "\n", to: path, for: user)
    }
}
