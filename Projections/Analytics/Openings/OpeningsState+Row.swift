package import Postgres
package import ProjectionEngine
import Vocabulary

extension OpeningsState: RowPart {
    package static let columns = [
        "subject", "opened_at", "opened_position", "medium", "channel", "answered_at", "answered_position",
        "answered_by", "resolved_at", "resolved_position", "figures", "heard_at", "closed_at", "reply_at",
        "reply_position",
        "reply_by", "is_continued", "has_ended", "last_position",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(openings.map(\.openedAt))
        try row.write(openings.map(\.openedPosition))
        try row.write(openings.map(\.channel.medium))
        try row.write(openings.map(\.channel.channel))
        try row.write(openings.map(\.answer?.at))
        try row.write(openings.map(\.answer?.position))
        try row.write(openings.map(\.answer?.nature.rawValue))
        try row.write(openings.map(\.resolvedAt))
        try row.write(openings.map(\.resolvedPosition))
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
        openings = try Opening.list(from: &row)
        // The figures are told from the openings.
        row.skip(1)
        heardAt = try row.next()
        closedAt = try row.next()
        reply = try Opening.Answer(at: row.next(), position: row.next(), nature: row.next())
        isContinued = try row.next()
        hasEnded = try row.next()
        last = try row.next()
    }
}

extension Opening {
    fileprivate static func list(from row: inout RowReader) throws(PostgresError) -> [Opening] {
        let openedAt = try row.next([Timestamp].self)
        let openedPosition = try row.next([Position].self)
        let medium = try row.next([String].self)
        let channel = try row.next([String].self)
        let answeredAt = try row.next([Timestamp?].self)
        let answeredPosition = try row.next([Position?].self)
        let answeredBy = try row.next([String?].self)
        let resolvedAt = try row.next([Timestamp?].self)
        let resolvedPosition = try row.next([Position?].self)
        let counts = [
            openedPosition.count, medium.count, channel.count, answeredAt.count, answeredPosition.count,
            answeredBy.count, resolvedAt.count, resolvedPosition.count,
        ]
        guard counts.allSatisfy({ $0 == openedAt.count }) else {
            throw PostgresError(.decoding, "the arrays of a conversation's openings differ in length")
        }
        var openings: [Opening] = []
        openings.reserveCapacity(openedAt.count)
        for index in openedAt.indices {
            var opening = Opening(
                openedAt: openedAt[index], openedPosition: openedPosition[index],
                channel: ChannelName(medium: medium[index], channel: channel[index]))
            opening.answer = try Answer(
                at: answeredAt[index], position: answeredPosition[index], nature: answeredBy[index])
            opening.resolvedAt = resolvedAt[index]
            opening.resolvedPosition = resolvedPosition[index]
            openings.append(opening)
        }
        return openings
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
