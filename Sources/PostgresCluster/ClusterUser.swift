import Glibc

/// The account that owns a cluster's files and runs its programs.
///
/// PostgreSQL refuses to run as root, so for root this is an unprivileged account, entered through `setpriv` or
/// `runuser` (util-linux).
struct ClusterUser: Sendable {
    var name: String
    var id: uid_t
    var group: gid_t
    /// What goes before a command line to run it as this account; empty when we are this account.
    var launcher: [String]

    /// The account for the process as it runs now.
    static func current() throws(PostgresClusterError) -> ClusterUser {
        guard geteuid() == 0 else {
            return ClusterUser(name: "uid \(geteuid())", id: geteuid(), group: getegid(), launcher: [])
        }
        for name in ["postgres", "nobody"] {
            guard let (id, group) = account(named: name) else { continue }
            return ClusterUser(name: name, id: id, group: group, launcher: try launcher(id, group, name: name))
        }
        throw PostgresClusterError(
            .accountUnavailable, "PostgreSQL can't run as root, and there is no account `postgres` or `nobody`.",
            advice: "Make one: adduser --system --group postgres")
    }

    /// Runs one of PostgreSQL's programs as this account.
    func run(_ arguments: [String]) -> Program.Outcome {
        Program(arguments: launcher + arguments).run()
    }

    private static func launcher(
        _ id: uid_t, _ group: gid_t, name: String
    ) throws(PostgresClusterError) -> [String] {
        if let setpriv = SearchPath.executable("setpriv") {
            return [setpriv, "--reuid=\(id)", "--regid=\(group)", "--clear-groups", "--"]
        }
        if let runuser = SearchPath.executable("runuser") {
            return [runuser, "-u", name, "--"]
        }
        throw PostgresClusterError(
            .accountUnavailable, "PostgreSQL can't run as root, and neither setpriv nor runuser is installed.",
            advice: "Install them: apt-get install util-linux")
    }

    private static func account(named name: String) -> (uid_t, gid_t)? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16384)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return (entry.pw_uid, entry.pw_gid)
    }
}
