import FoundationEssentials
import Glibc

/// A cluster's data directory: where it may lie, and whether it holds a cluster.
struct DataDirectory {
    /// Absolute, with no symbolic link in its parent.
    var path: String
    var relocation: String?

    /// Settles where the cluster goes and makes the directory the account's own.
    ///
    /// An account can't reach a directory below, say, /root. The cluster then goes below /var/tmp, always to the same
    /// place for the same wanted path, so that the next start finds it again.
    static func prepare(_ wanted: String, for user: ClusterUser) throws(PostgresClusterError) -> DataDirectory {
        let path = try resolved(wanted)
        let parent = self.parent(of: path)
        guard user.launcher.isEmpty || user.run(["/usr/bin/test", "-x", parent]).succeeded else {
            let place = fallback(for: path)
            try PrivateDirectory.claim(place, for: user)
            return DataDirectory(
                path: place,
                relocation: "PostgreSQL runs as \(user.name), which can't enter \(parent): the cluster is in \(place).")
        }
        try PrivateDirectory.claim(path, for: user)
        return DataDirectory(path: path, relocation: nil)
    }

    /// The major version of the cluster in the directory, `nil` when the directory is empty.
    func clusterVersion() throws(PostgresClusterError) -> Int? {
        if PrivateDirectory.isEmpty(path) { return nil }
        // The settings are written when initdb is done, so a cluster without them was never finished, or isn't ours.
        guard let text = try? String(contentsOfFile: "\(path)/PG_VERSION", encoding: .utf8),
            let major = Int(text.prefix { $0.isNumber }), FileStatus("\(path)/\(ServerSettings.fileName)") != nil
        else {
            throw PostgresClusterError(
                .notACluster, "The directory \(path) is not empty and holds no finished cluster of Daybook's.",
                advice: "Choose another directory, or remove this one if nothing in it is needed.")
        }
        return major
    }

    /// The stand-in for a path that the account can't reach: FNV-1a (64 bit) of the path, which spreads well and is
    /// no secret; ``PrivateDirectory`` sees to it that nobody else's directory is taken.
    static func fallback(for path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return "/var/tmp/daybook-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Makes the parents of `path` and resolves the symbolic links in them: the server reports its directory so.
    private static func resolved(_ path: String) throws(PostgresClusterError) -> String {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let parts = absolute.split(separator: "/").filter { $0 != "." }
        guard let name = parts.last, name != "..", !absolute.utf8.contains(0) else {
            throw PostgresClusterError(.directoryUnusable, "`\(path)` can't be a cluster's directory.")
        }
        let parent = "/" + parts.dropLast().joined(separator: "/")
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw PostgresClusterError(.directoryUnusable, "The directory \(parent) can't be made: \(error)")
        }
        guard let real = realpath(parent, nil) else {
            let reason = String(cString: strerror(errno))
            throw PostgresClusterError(.directoryUnusable, "The directory \(parent) can't be entered: \(reason)")
        }
        defer { free(real) }
        let base = String(cString: real)
        return (base == "/" ? "" : base) + "/" + name
    }

    private static func parent(of path: String) -> String {
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        return "/" + parent
    }
}
