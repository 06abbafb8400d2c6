import FoundationEssentials
import Glibc

/// A directory that only the cluster's account (and root) can enter.
enum PrivateDirectory {
    /// Makes `path` such a directory, or checks that it is one. Its parent must exist.
    ///
    /// An empty directory of ours is handed over to `user`; one with contents must belong to `user` already, so that
    /// nothing of somebody else's is ever taken over or trusted.
    static func claim(_ path: String, for user: ClusterUser) throws(PostgresClusterError) {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw unusable(path, "can't be made: \(String(cString: strerror(errno)))")
        }
        guard let status = FileStatus(path) else { throw unusable(path, "can't be examined") }
        guard status.isDirectory else { throw unusable(path, "is not a directory") }
        if status.owner != user.id {
            guard status.owner == geteuid(), isEmpty(path) else {
                throw unusable(
                    path, "belongs to another account than \(user.name)",
                    advice: "Choose another directory, or give it away: chown -R \(user.name) '\(path)'")
            }
            guard lchown(path, user.id, user.group) == 0 else {
                throw unusable(path, "can't be given to \(user.name): \(String(cString: strerror(errno)))")
            }
        }
        if status.mode != 0o700, chmod(path, 0o700) != 0 {
            throw unusable(path, "can't be closed to other accounts: \(String(cString: strerror(errno)))")
        }
    }

    /// Whether `path` holds nothing. A directory that can't be read counts as not empty.
    static func isEmpty(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true
    }

    private static func unusable(_ path: String, _ reason: String, advice: String? = nil) -> PostgresClusterError {
        PostgresClusterError(.directoryUnusable, "The directory \(path) \(reason).", advice: advice)
    }
}
