import ArgumentParser
import Vocabulary

/// How a line of the log is written.
enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// `time=2026-01-15T10:30:00.123456Z level=info message=request status=200 …`, for people and for grep.
    case logfmt
    /// One JSON object a line with `time` (RFC 3339, UTC), `level`, `message` and the fields, for log collectors.
    case json

    /// The bytes of a line, its line feed included. Whatever a value holds, it stays one line.
    func line(_ record: LogRecord) -> [UInt8] {
        switch self {
        case .logfmt: LogfmtLine(record).bytes
        case .json: JSONLine(record).bytes
        }
    }
}
