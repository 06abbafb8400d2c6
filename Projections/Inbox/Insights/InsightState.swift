package import Postgres
package import ProjectionEngine
package import Vocabulary

/// What was found out of a message.
package struct InsightState: Equatable, Sendable {
    package var subject: SubjectID
    package var conversation: ConversationID?
    /// Of the message, by which lists are in the same order as the messages.
    package var messageAt: Timestamp
    package var messagePosition: Position
    package var transcription: Transcription?
    package var analysis: Analysis?
    package var taskCount: Int64 = 0
    /// The last task that came from it.
    package var task: MessageTask?
    /// The last event that was folded.
    package var lastPosition: Position

    init(_ message: MessageReference, _ event: EventHeader) {
        subject = event.subject
        conversation = event.conversation
        messageAt = message.occurredAt
        messagePosition = message.position
        lastPosition = event.position
    }
}

extension InsightState: RowPart {
    package static let columns =
        ["subject", "conversation", "message_at", "message_position"] + Transcription.columns + Analysis.columns
        + ["task_count"] + MessageTask.columns + ["last_position"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(conversation)
        try row.write(messageAt)
        try row.write(messagePosition)
        try Transcription.write(transcription, to: &row)
        try Analysis.write(analysis, to: &row)
        try row.write(taskCount)
        try MessageTask.write(task, to: &row)
        try row.write(lastPosition)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        conversation = try row.next()
        messageAt = try row.next()
        messagePosition = try row.next()
        transcription = try Transcription(from: &row)
        analysis = try Analysis(from: &row)
        taskCount = try row.next()
        task = try MessageTask(from: &row)
        lastPosition = try row.next()
    }
}
