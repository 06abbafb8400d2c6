import Inbox
import Vocabulary

// Cursors as callers carry them from page to page: two parts, joined by a dot.

extension ConversationCursor: LosslessStringConvertible {
    package init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Timestamp(cursor: parts[0]),
            let conversation = ConversationID(String(parts[1]))
        else { return nil }
        self.init(activeAt: at, conversation: conversation)
    }

    package var description: String { "\(activeAt.microseconds).\(conversation)" }
}

extension MessageCursor: LosslessStringConvertible {
    package init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Timestamp(cursor: parts[0]), let position = Int64(parts[1]), position >= 0
        else { return nil }
        self.init(occurredAt: at, position: Position(position))
    }

    package var description: String { "\(occurredAt.microseconds).\(position.rawValue)" }
}

extension Timestamp {
    /// A time that PostgreSQL can compare; `nil` for any other text.
    fileprivate init?(cursor text: Substring) {
        guard let microseconds = Int64(text), Self.years.contains(microseconds / 1_000_000) else { return nil }
        self.init(microseconds: microseconds)
    }
}
