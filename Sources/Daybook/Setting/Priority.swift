#if canImport(Glibc)
import Glibc
#endif

/// The priority of the process among others on the machine (setpriority(2)).
enum Priority {
    /// What `nice` gives where it isn't told more.
    private static let niceness: Int32 = 10

    /// Lets every other process go first: for work that nobody waits for with a webhook in his hand. Where it can't be done, it
    /// isn't: nothing depends on it.
    static func giveWay() {
        #if canImport(Glibc)
        // Linux keeps it by thread, and a new thread has that of the one that made it.
        guard let folder = opendir("/proc/self/task") else { return }
        defer { closedir(folder) }
        let oneThread = __priority_which_t(PRIO_PROCESS.rawValue)
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let thread = id_t(name), getpriority(oneThread, thread) < niceness else { continue }
            _ = setpriority(oneThread, thread, niceness)
        }
        #endif
    }
}
