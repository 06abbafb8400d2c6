import CLibPQ
import Logging

/// Takes the server's notices and warnings to the log.
///
/// Not Sendable: libpq calls it on the connection's thread, where everything else happens, too.
final class NoticeLog {
    private let logger: Logger

    /// Warnings since the connection was made.
    private(set) var warnings = 0

    init(logger: Logger) {
        self.logger = logger
    }

    func receive(_ result: OpaquePointer?) {
        let severity = daybook_pq_error_severity(result).map { String(cString: $0) } ?? ""
        if severity == "WARNING" { warnings += 1 }
        guard logger.logLevel <= .debug, let report = PostgresServerReport(result) else { return }
        logger.debug(
            "the database says: \(report.message)",
            metadata: ["severity": "\(severity)", "sqlstate": "\(report.sqlState)"])
    }
}
