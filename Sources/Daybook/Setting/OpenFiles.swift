#if canImport(Glibc)
import Glibc
#endif

/// The files that the process may have open at once (RLIMIT_NOFILE, getrlimit(2)): every connection is one.
enum OpenFiles {
    /// For the database, the log and whatever else isn't a caller's connection.
    private static let reserve = 256

    /// Raises the limit as far as the system allows without privileges.
    ///
    /// - Returns: how many connections there is room for, `wanted` at most: one more than that is left to wait in the kernel's
    ///   queue, which is better than failing to accept it again and again.
    static func connections(atMost wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        return max(16, min(wanted, Int(clamping: limit.rlim_cur) - reserve))
    }
}
