extension PostgresCluster.Options {
    /// The port in the socket's name, and for TCP.
    var port: Int { listenOnLoopbackPort ?? 5432 }

    /// Refuses what can't work before anything is made.
    func check() throws(PostgresClusterError) {
        guard (1...65535).contains(port) else {
            throw PostgresClusterError(.invalidOption, "\(port) is not a port.")
        }
        for (name, value) in settings where !ServerSettings.isWritable(name, value) {
            throw PostgresClusterError(.invalidOption, "`\(name)` can't be a PostgreSQL setting with that value.")
        }
        if let socketDirectory, !SocketDirectory.fits(socketDirectory, port: port) {
            throw PostgresClusterError(
                .invalidOption, "A socket in \(socketDirectory) would not have an absolute path of at most 107 bytes.",
                advice: "Leave the socket directory out, or choose a shorter one.")
        }
    }
}
