/// `task.created`: something is to be done for a contact.
package struct TaskCreated: Hashable, Sendable {
    /// Unique in its tenant.
    package var taskID: String
    package var title: String
    package var details: String?
    /// `call`, `email`, `meeting`, `follow_up`, `demo`, `proposal` …
    package var type: String?
    /// From 1, the most pressing, to 5.
    package var priority: Int64?
    /// RFC 3339, a date or a moment.
    package var due: String?
    package var tags: [String]
    /// The message that it came from.
    package var message: MessageReference?

    package init(
        taskID: String, title: String, details: String? = nil, type: String? = nil, priority: Int64? = nil,
        due: String? = nil, tags: [String] = [], message: MessageReference? = nil
    ) {
        self.taskID = taskID
        self.title = title
        self.details = details
        self.type = type
        self.priority = priority
        self.due = due
        self.tags = tags
        self.message = message
    }
}

/// `task.updated`: how a task stands now.
package struct TaskUpdated: Hashable, Sendable {
    /// How a task stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case open, done, canceled
    }

    package var taskID: String
    package var status: Status

    package init(taskID: String, status: Status) {
        self.taskID = taskID
        self.status = status
    }
}
