import Contacts
import Vocabulary

// Cursors as they stand in a URL: microseconds since the epoch, an underscore, and what tells equal times apart.

extension ContactCursor {
    var text: String { "\(activeAt.microseconds)_\(subject)" }

    /// Reads what `text` wrote; `nil` for anything else.
    init?(text: String) {
        guard let (time, rest) = Timestamp.cursor(text), let subject = SubjectID(rest) else { return nil }
        self.init(activeAt: time, subject: subject)
    }
}

extension TimelineCursor {
    var text: String { "\(occurredAt.microseconds)_\(position)" }

    /// Reads what `text` wrote; `nil` for anything else.
    init?(text: String) {
        guard let (time, rest) = Timestamp.cursor(text), let position = Int64(rest) else { return nil }
        self.init(occurredAt: time, position: Position(position))
    }
}

extension Timestamp {
    /// A time that PostgreSQL can compare, and what follows it.
    fileprivate static func cursor(_ text: String) -> (Timestamp, String)? {
        let parts = text.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let microseconds = Int64(parts[0]), years.contains(microseconds / 1_000_000) else {
            return nil
        }
        return (Timestamp(microseconds: microseconds), String(parts[1]))
    }
}
