import FoundationEssentials
import Glibc

/// PostgreSQL's server programs of one version, in one directory.
struct PostgresPrograms: Sendable {
    /// The oldest version that has everything Daybook uses.
    static let oldestMajor = 15

    var directory: String
    var major: Int

    var initdb: String { directory + "/initdb" }
    var pgCtl: String { directory + "/pg_ctl" }
    var pgIsReady: String { directory + "/pg_isready" }
    var psql: String { directory + "/psql" }

    /// Looks in `$PATH`, in Debian's directories (newest first), and where `pg_config` points.
    ///
    /// - Parameter required: The major version that an existing cluster was made with; it can't run on another.
    static func find(major required: Int?) throws(PostgresClusterError) -> PostgresPrograms {
        for directory in candidates() {
            guard let major = major(in: directory) else { continue }
            if let required, major != required { continue }
            if major >= oldestMajor { return PostgresPrograms(directory: directory, major: major) }
        }
        if let required {
            throw PostgresClusterError(
                .programsMissing, "The cluster was made by PostgreSQL \(required), which is not installed.",
                advice: "Install it: apt-get install postgresql-\(required)")
        }
        throw PostgresClusterError(
            .programsMissing, "PostgreSQL \(oldestMajor) or newer is not installed (no initdb, pg_ctl and postgres).",
            advice: "Install it: apt-get install postgresql")
    }

    private static func candidates() -> [String] {
        let debian = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newestFirst = debian.compactMap(Int.init).sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
        var result = SearchPath.directories + newestFirst
        if let configure = SearchPath.executable("pg_config") {
            let outcome = Program(arguments: [configure, "--bindir"]).run()
            if outcome.succeeded { result.append(outcome.output) }
        }
        return result
    }

    /// The major version of the complete set of programs in `directory`, `nil` when one is missing.
    private static func major(in directory: String) -> Int? {
        let needed = ["postgres", "initdb", "pg_ctl", "pg_isready", "psql"]
        guard needed.allSatisfy({ access("\(directory)/\($0)", X_OK) == 0 }) else { return nil }
        let outcome = Program(arguments: ["\(directory)/postgres", "--version"]).run()
        guard outcome.succeeded else { return nil }
        return major(ofVersion: outcome.output)
    }

    /// Reads the major version from, say, `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    static func major(ofVersion text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count > 2, words[1] == "(PostgreSQL)" else { return nil }
        return Int(words[2].prefix { $0.isNumber })
    }
}
