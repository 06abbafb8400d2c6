import FoundationEssentials
import Glibc

extension PostgresCluster {
    /// How a server goes down (pg_ctl's shutdown modes).
    package enum StopMode: Sendable {
        /// Waits for the clients to leave.
        case smart
        /// Ends the clients' connections and rolls their transactions back.
        case fast
        /// Leaves everything as it lies, as a crash would; the next start recovers.
        case immediate

        fileprivate var signal: Int32 {
            switch self {
            case .smart: SIGTERM
            case .fast: SIGINT
            case .immediate: SIGQUIT
            }
        }
    }

    /// Whether the server runs.
    package var isRunning: Bool { Postmaster.running(in: directory) != nil }

    /// Stops the server and returns when it is gone; does nothing when it doesn't run. Not cut short by cancellation.
    package func stop(_ mode: StopMode = .fast) async throws(PostgresClusterError) {
        try await blocking { () throws(PostgresClusterError) in try Self.stopAndWait(directory, mode) }
    }

    /// Stops the server and starts it again on the same socket, with the same settings.
    package func restart(_ mode: StopMode = .fast) async throws(PostgresClusterError) {
        try await blocking { () throws(PostgresClusterError) in
            let lock = try DirectoryLock(directory)
            defer { _ = lock }
            try Self.stopAndWait(directory, mode)
            try launch()
        }
    }

    /// Kills the server in `directory` and removes the cluster with all its data, for a cluster that was only made
    /// for a test. Blocks the calling thread for as long as that takes, so that an exit handler can call it.
    ///
    /// - Parameter directory: The value of ``directory``. One that belongs to another account is left alone.
    package static func discard(directory: String) {
        guard let user = try? ClusterUser.current(), let status = FileStatus(directory), status.isDirectory,
            status.owner == user.id
        else { return }
        try? stopAndWait(directory, .immediate)
        if let sockets = SocketDirectory.record(of: directory) { SocketDirectory.remove(sockets, of: user) }
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func stopAndWait(_ directory: String, _ mode: StopMode) throws(PostgresClusterError) {
        guard let server = Postmaster.running(in: directory) else { return }
        guard kill(server.process, mode.signal) == 0 || errno == ESRCH else {
            throw PostgresClusterError(
                .accountUnavailable, "The PostgreSQL server in \(directory) belongs to another account.")
        }
        guard ProcessTable.waitUntilNone(in: directory, seconds: Double(patience)) else {
            throw PostgresClusterError(
                .timedOut, "The PostgreSQL server in \(directory) is still going down after \(patience) s.",
                advice: mode == .immediate ? nil : "Stop it at once, as a crash would: the next start recovers.")
        }
    }
}
