import FoundationEssentials
import Glibc

/// What /proc says about running processes (proc(5)).
enum ProcessTable {
    /// Whether a process belongs to the server of `directory`: it runs `postgres`, which works in its data directory.
    /// `false` too when the process is somebody else's.
    static func isServer(_ process: pid_t, of directory: String) -> Bool {
        guard link("cwd", of: process) == directory, let program = link("exe", of: process) else { return false }
        // The kernel adds " (deleted)" after an upgrade under a running server.
        return program.split(separator: "/").last?.hasPrefix("postgres") == true
    }

    private static func link(_ name: String, of process: pid_t) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/\(name)")
    }

    /// The processes of the server of `directory`, whether or not their postmaster still lives.
    static func processes(in directory: String) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { isServer($0, of: directory) }
    }

    /// Blocks the thread for 20 ms, between two looks.
    static func pause() { usleep(20_000) }

    /// Waits until no process of the server is left; `false` when some still are after `seconds`.
    static func waitUntilNone(in directory: String, seconds: Double) -> Bool {
        let started = ContinuousClock.now
        while !processes(in: directory).isEmpty {
            if ContinuousClock.now - started > .seconds(seconds) { return false }
            pause()
        }
        return true
    }
}
