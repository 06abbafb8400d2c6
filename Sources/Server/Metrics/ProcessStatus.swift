#if canImport(Glibc)
import Glibc
#endif

/// What this process takes of its machine, as Linux tells it (proc(5), getrusage(2)).
package struct ProcessStatus: Sendable {
    /// Bytes in memory; `nil` where it can't be known.
    var residentBytes: Int?
    /// Bytes of address space.
    var virtualBytes: Int?
    var openFiles: Int?
    /// The most files that may be open; `nil` for no limit.
    var maximumFiles: Int?
    /// In user and system mode, of all threads.
    var cpuSeconds: Double
    /// Seconds since the Unix epoch, to a hundredth.
    var startedAt: Double?

    static func now() -> ProcessStatus {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let seconds = [usage.ru_utime, usage.ru_stime].reduce(0.0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        let pages = numbers(in: "/proc/self/statm")
        let pageSize = sysconf(Int32(_SC_PAGESIZE))
        return ProcessStatus(
            residentBytes: pages.count > 1 ? pages[1] * pageSize : nil,
            virtualBytes: pages.first.map { $0 * pageSize }, openFiles: openFiles(), maximumFiles: maximumFiles(),
            cpuSeconds: seconds, startedAt: startedAt())
    }

    private static func openFiles() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Without the entries for itself and its parent, and the descriptor that reads.
        return max(0, count - 3)
    }

    /// How many files this process may have open; `nil` for no limit.
    package static func maximumFiles() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
            return nil
        }
        return Int(limit.rlim_cur)
    }

    /// From the 22nd field of `/proc/self/stat`, ticks since boot, and the time of boot.
    private static func startedAt() -> Double? {
        // The program's name stands in brackets before the fields that are counted here, and may hold anything.
        guard let fields = text(of: "/proc/self/stat")?.split(separator: ")").last?.split(separator: " "),
            fields.count > 19, let ticks = Double(fields[19]),
            let boot = text(of: "/proc/stat")?.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let bootSeconds = Double(boot.dropFirst("btime ".count))
        else { return nil }
        return bootSeconds + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func numbers(in file: String) -> [Int] {
        text(of: file)?.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) } ?? []
    }

    private static func text(of file: String) -> String? {
        guard let stream = fopen(file, "re") else { return nil }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
