package import Postgres
package import ProjectionEngine
import Vocabulary

extension OpeningsState: RowPart {
    package static let columns = [
        "subject", "openings", "heard_at", "closed_at", "reply_at", "reply_position", "reply_by", "is_continued",
        "has_ended", "last_position",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(openings.packed)
        try row.write(heardAt)
        try row.write(closedAt)
        try row.write(reply?.at)
        try row.write(reply?.position)
        try row.write(reply?.nature.rawValue)
        try row.write(isContinued)
        try row.write(hasEnded)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        var reader = OpeningReader(try row.next())
        while let opening = try reader.next() { openings.append(Opening(opening, channels: reader.channels)) }
        heardAt = try row.next()
        closedAt = try row.next()
        reply = try Opening.Answer(at: row.next(), position: row.next(), nature: row.next())
        isContinued = try row.next()
        hasEnded = try row.next()
        last = try row.next()
    }
}

extension Opening.Answer {
    /// `nil` when there is none.
    init?(at: Timestamp?, position: Position?, nature: String?) throws(PostgresError) {
        guard let at, let position, let nature else { return nil }
        guard let nature = MessageSent.Sender.Nature(rawValue: nature) else { throw .unknownName }
        self.init(at: at, position: position, nature: nature)
    }
}
