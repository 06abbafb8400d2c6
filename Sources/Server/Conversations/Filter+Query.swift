import Inbox
import Vocabulary

extension ConversationFilter {
    /// Reads `status`, `unread`, `channel`, `assignee` (an id, or `none`), `tasks`, `sentiment` and `tag`.
    ///
    /// - Throws: `APIError` (400), naming the parameter that can't be read.
    init(_ query: Query) throws(APIError) {
        self.init()
        status = try query.one("status", as: Self.names(ConversationUpdated.Status.self)) { .init(rawValue: $0) }
        isUnread = try query.one("unread", as: "true or false") { Bool($0) } ?? false
        medium = try query.one("channel").map { Channel.Medium($0) }
        let assignee = try query.one("assignee")
        isUnassigned = assignee == "none"
        self.assignee = isUnassigned ? nil : assignee
        hasTasks = try query.one("tasks", as: "true or false") { Bool($0) } ?? false
        sentiment = try query.one("sentiment", as: Self.names(MessageAnalyzed.Sentiment.self)) { .init(rawValue: $0) }
        tag = try query.one("tag")
    }

    /// The names that a parameter may have.
    static func names<Name: RawRepresentable<String> & CaseIterable>(_ type: Name.Type) -> String {
        "one of " + type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension MessageFilter {
    /// Reads `filter` (all, voice, text or tasks), `sentiment` and `channel`.
    ///
    /// - Throws: `APIError` (400), naming the parameter that can't be read.
    init(_ query: Query) throws(APIError) {
        self.init()
        selection =
            try query.one("filter", as: ConversationFilter.names(Selection.self)) { Selection(rawValue: $0) } ?? .all
        sentiment = try query.one("sentiment", as: ConversationFilter.names(MessageAnalyzed.Sentiment.self)) {
            .init(rawValue: $0)
        }
        medium = try query.one("channel").map { Channel.Medium($0) }
    }
}
