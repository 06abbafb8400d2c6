import FoundationEssentials
import Glibc
import PostgresCluster
import Synchronization

/// The directory of this process's test cluster.
enum TestDirectory {
    private static let prefix = "daybook-test-"
    private static let toRemove = Mutex<String?>(nil)

    /// One for each process: its name ends with the process's number and a random one.
    static let path = "\(base)/\(prefix)\(getpid())-\(UInt32.random(in: .min ... .max))"

    /// `DAYBOOK_TEST_DIR`, or /tmp.
    private static var base: String {
        let wanted = ProcessInfo.processInfo.environment["DAYBOOK_TEST_DIR"] ?? ""
        return wanted.isEmpty ? "/tmp" : wanted
    }

    /// Removes the cluster in `directory` when the process exits.
    static func removeAtExit(_ directory: String) {
        toRemove.withLock { $0 = directory }
        atexit {
            if let left = TestDirectory.toRemove.withLock({ $0 }) { PostgresCluster.discard(directory: left) }
        }
    }

    /// Removes the clusters of test processes that were killed before they could do it themselves.
    static func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let owner = name.dropFirst(prefix.count).prefix { $0 != "-" }
            guard let process = pid_t(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
            PostgresCluster.discard(directory: "\(base)/\(name)")
        }
    }
}
