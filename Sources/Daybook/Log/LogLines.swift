import Ledger
import Logging
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Writes the log to standard error, a line an event.
///
/// One system call a line, and no lock: what is logged for each request must cost little beside it.
struct LogLines: LogHandler {
    var format: LogFormat
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(format: LogFormat) {
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        // What is said nearer to the event is what holds.
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        let line = format.line(
            LogRecord(time: .now(), level: event.level, message: event.message.description, fields: fields))
        _ = Glibc.write(STDERR_FILENO, line, line.count)
    }
}
