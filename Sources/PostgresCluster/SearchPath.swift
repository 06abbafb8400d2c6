import FoundationEssentials
import Glibc

/// The directories in which programs are looked for.
enum SearchPath {
    /// `$PATH`, then the system's own directories, which a service's environment may leave out.
    static var directories: [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let named = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        return named + ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    }

    /// The first executable called `name`.
    static func executable(_ name: String) -> String? {
        directories.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
