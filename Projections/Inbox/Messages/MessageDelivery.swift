import Postgres
import ProjectionEngine
package import Vocabulary

/// How far a message got, as its provider says.
package struct MessageDelivery: Equatable, Sendable {
    package var status: MessageStatusChanged.Status
    package var at: Timestamp
    /// The provider's error code, verbatim.
    package var errorCode: String?
    package var errorMessage: String?

    init(_ change: MessageStatusChanged, at: Timestamp) {
        status = change.status
        self.at = at
        errorCode = change.errorCode
        errorMessage = change.errorMessage
    }

    static let columns = ["status", "status_at", "error_code", "error_message"]

    static func write(_ delivery: MessageDelivery?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(delivery?.status.rawValue)
        try row.write(delivery?.at)
        try row.write(delivery?.errorCode)
        try row.write(delivery?.errorMessage)
    }

    /// `nil` when no status is known.
    init?(from row: inout RowReader) throws(PostgresError) {
        let status = try row.nextCase(MessageStatusChanged.Status.self)
        let at = try row.next(Timestamp?.self)
        errorCode = try row.next()
        errorMessage = try row.next()
        guard let status, let at else { return nil }
        self.status = status
        self.at = at
    }
}
