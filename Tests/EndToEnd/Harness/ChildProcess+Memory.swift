import FoundationEssentials

extension ChildProcess {
    /// The memory that it holds (VmRSS, proc_pid_status(5)), in MiB.
    var residentMiB: Int {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            guard let kibibytes = line?.split(separator: " ").dropLast().last.flatMap({ Int($0.filter(\.isNumber)) })
            else { throw HarnessError("process \(id) has no memory") }
            return kibibytes / 1024
        }
    }
}
