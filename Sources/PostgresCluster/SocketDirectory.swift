import FoundationEssentials
import Glibc

/// The directory of the server's Unix socket.
///
/// A socket's path has at most 107 bytes (`sun_path`, unix(7)), fewer than many a data directory's, so it gets a short
/// one of its own, whose name is kept in the data directory.
enum SocketDirectory {
    private static let longestPath = 107
    private static let recordName = "daybook.socket"

    /// Whether `port`'s socket can lie in the directory `path`.
    static func fits(_ path: String, port: Int) -> Bool {
        path.hasPrefix("/") && "\(path)/.s.PGSQL.\(port)".utf8.count <= longestPath
    }

    /// Settles on a directory for `port`'s socket: the one given, the one of the last start, or a new one.
    static func prepare(
        _ given: String?, port: Int, data: String, user: ClusterUser
    ) throws(PostgresClusterError) -> String {
        let path: String
        if let given {
            try PrivateDirectory.claim(given, for: user)
            path = given
        } else if let recorded = record(of: data), let status = FileStatus(recorded), status.isDirectory,
            status.owner == user.id, status.mode == 0o700
        {
            return recorded
        } else {
            path = try temporary(for: user)
        }
        try ServerFile.write(path + "\n", to: "\(data)/\(recordName)", for: user)
        return path
    }

    /// The directory that the last start settled on.
    static func record(of data: String) -> String? {
        guard let text = try? String(contentsOfFile: "\(data)/\(recordName)", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
    }

    /// Removes the directory, unless it belongs to another account or something else lies in it.
    static func remove(_ path: String, of user: ClusterUser) {
        guard FileStatus(path)?.owner == user.id else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        // A killed server leaves its socket and the lock of it.
        for name in names where name.hasPrefix(".s.PGSQL.") { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    private static func temporary(for user: ClusterUser) throws(PostgresClusterError) -> String {
        var template = Array("/tmp/daybook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            let reason = String(cString: strerror(errno))
            throw PostgresClusterError(.directoryUnusable, "No directory for the socket below /tmp: \(reason)")
        }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        try PrivateDirectory.claim(path, for: user)
        return path
    }
}
