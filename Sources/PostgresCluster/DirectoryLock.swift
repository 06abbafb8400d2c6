import Glibc

/// An exclusive lock on a directory, held as long as the value lives. The kernel releases it when the process ends,
/// however it ends, so there is no stale lock.
struct DirectoryLock: ~Copyable {
    private let descriptor: Int32

    init(_ path: String) throws(PostgresClusterError) {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Self.failure(path) }
        guard flock(directory, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno == EWOULDBLOCK ? Self.busy(path) : Self.failure(path)
            close(directory)
            throw failure
        }
        descriptor = directory
    }

    deinit {
        close(descriptor)
    }

    private static func busy(_ path: String) -> PostgresClusterError {
        PostgresClusterError(
            .busy, "Another start of the cluster in \(path) is under way.",
            advice: "Wait until it is done, then start again to use the same cluster.")
    }

    private static func failure(_ path: String) -> PostgresClusterError {
        let reason = String(cString: strerror(errno))
        return PostgresClusterError(.directoryUnusable, "The directory \(path) can't be locked: \(reason)")
    }
}
