import FoundationEssentials
import Glibc

/// A small text file of ours in the data directory.
enum ServerFile {
    /// Replaces the file at once: a crash leaves the old text or the new.
    static func write(_ text: String, to path: String, for user: ClusterUser) throws(PostgresClusterError) {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
            fchown(descriptor, user.id, user.group) == 0, rename(draft, path) == 0
        else { throw failure(path) }
    }

    private static func failure(_ path: String) -> PostgresClusterError {
        PostgresClusterError(.directoryUnusable, "Can't write \(path): \(String(cString: strerror(errno)))")
    }
}
