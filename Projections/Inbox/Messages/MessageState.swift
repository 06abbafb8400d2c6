package import Postgres
package import ProjectionEngine
package import Vocabulary

/// What is known of a message: itself, how far it got, or both. A status may come before its message.
package struct MessageState: Equatable, Sendable {
    package var subject: SubjectID
    package var record: MessageRecord?
    package var delivery: MessageDelivery?
}

extension MessageState: RowPart {
    package static let columns = ["subject"] + MessageRecord.columns + MessageDelivery.columns

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        if let record {
            try record.write(to: &row)
        } else {
            try row.writeNulls(MessageRecord.columns.count)
        }
        try MessageDelivery.write(delivery, to: &row)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        record = try MessageRecord(from: &row)
        delivery = try MessageDelivery(from: &row)
    }
}
