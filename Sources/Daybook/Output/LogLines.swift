import Ledger
import Logging
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Writes the log to standard error, a line an event, in logfmt: `time=… level=info message=request status=200 …`.
///
/// One system call a line, and no lock: what is logged for each request must cost little beside it.
struct LogLines: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = LogLine(level: event.level, message: event.message.description)
        line.add(metadata)
        if let provided = metadataProvider?.get() { line.add(provided) }
        if let more = event.metadata { line.add(more) }
        line.write(to: STDERR_FILENO)
    }
}

/// One line of the log, in bytes.
struct LogLine {
    private(set) var bytes: [UInt8] = []

    init(level: Logger.Level, message: String, time: Timestamp = .now()) {
        bytes.reserveCapacity(256)
        add("time", time.description)
        add("level", level.rawValue)
        add("message", message)
    }

    /// Adds members in the order of their names.
    mutating func add(_ metadata: Logger.Metadata) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { add(key, value.description) }
    }

    private mutating func add(_ key: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: key.utf8)
        bytes.append(UInt8(ascii: "="))
        let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
        // A value that could be taken for more than one is written as a JSON string, which has no line break either.
        if isPlain { bytes.append(contentsOf: value.utf8) } else { JSON.append(value, to: &bytes) }
    }

    func write(to file: Int32) {
        let line = bytes + [UInt8(ascii: "\n")]
        _ = Glibc.write(file, line, line.count)
    }
}
