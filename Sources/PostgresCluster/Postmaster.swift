import FoundationEssentials
import Glibc

/// The server process of a cluster, as `postmaster.pid` describes it.
struct Postmaster {
    var process: pid_t
    var port: Int
    var socketDirectory: String

    /// The server that runs on `directory`, `nil` when none does.
    ///
    /// The file outlives a crash, and its number may by now be another program's, so the process itself is looked at.
    static func running(in directory: String) -> Postmaster? {
        guard let file = read(directory), ProcessTable.isServer(file.process, of: directory) else {
            return nil
        }
        return file
    }

    /// Removes a `postmaster.pid` that would keep a new server from starting although no server is left.
    ///
    /// PostgreSQL itself copes with the number of a process that is gone; one that has since been given to another
    /// process of the same account stops it. Call it only when no process of the server is left.
    static func removeStaleFile(in directory: String) {
        guard let file = read(directory), kill(file.process, 0) == 0 else { return }
        unlink("\(directory)/postmaster.pid")
    }

    /// Reads the file's lines: process, data directory, start time, port, socket directory (pidfile.h).
    private static func read(_ directory: String) -> Postmaster? {
        guard let text = try? String(contentsOfFile: "\(directory)/postmaster.pid", encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ pid_t($0) }), process > 0 else { return nil }
        // The later lines are written one by one while the server starts.
        let port = lines.count > 3 ? Int(lines[3]) : nil
        return Postmaster(process: process, port: port ?? 0, socketDirectory: lines.count > 4 ? String(lines[4]) : "")
    }
}
