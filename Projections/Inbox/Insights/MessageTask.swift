import Postgres
import ProjectionEngine
import Vocabulary

/// A task that came from a message.
package struct MessageTask: Equatable, Sendable {
    package var id: String
    package var title: String
    package var type: String?
    /// From 1, the most pressing, to 5.
    package var priority: Int64?
    package var due: String?

    init(_ fact: TaskCreated) {
        id = fact.taskID
        title = fact.title
        type = fact.type
        priority = fact.priority
        due = fact.due
    }

    static let columns = ["task_id", "task_title", "task_type", "task_priority", "task_due"]

    static func write(_ task: MessageTask?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(task?.id)
        try row.write(task?.title)
        try row.write(task?.type)
        try row.write(task?.priority)
        try row.write(task?.due)
    }

    /// `nil` when there is none.
    init?(from row: inout RowReader) throws(PostgresError) {
        let id = try row.next(String?.self)
        let title = try row.next(String?.self)
        type = try row.next()
        priority = try row.next()
        due = try row.next()
        guard let id, let title else { return nil }
        self.id = id
        self.title = title
    }
}
