package import Postgres
package import ProjectionEngine
package import Vocabulary

/// A conversation with a voice agent that is over.
package struct TranscriptState: Equatable, Sendable {
    package var subject: SubjectID
    package var status: String
    package var emailID: String?
    package var accountID: String?
    package var agentID: String?
    package var sessionID: String?
    package var summary: String?
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?
    /// In whole seconds.
    package var duration: Int64?
    package var messageCount: Int64
    /// When the ledger took it.
    package var processedAt: Timestamp
    package var last: Position

    init(_ conversation: ConversationTranscribed, _ event: EventHeader) {
        subject = event.subject
        status = conversation.status
        emailID = conversation.emailID
        accountID = conversation.accountID
        agentID = conversation.agentID
        sessionID = conversation.sessionID
        summary = conversation.closing.summary
        startedAt = conversation.startedAt
        endedAt = conversation.endedAt
        duration = conversation.duration
        messageCount = conversation.messageCount
        processedAt = event.recordedAt
        last = event.position
    }
}

extension TranscriptState: RowPart {
    package static let columns = [
        "subject", "status", "email_id", "account_id", "agent_id", "session_id", "summary", "started_at", "ended_at",
        "duration", "message_count", "processed_at", "last_position",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(status)
        try row.write(emailID)
        try row.write(accountID)
        try row.write(agentID)
        try row.write(sessionID)
        try row.write(summary)
        try row.write(startedAt)
        try row.write(endedAt)
        try row.write(duration)
        try row.write(messageCount)
        try row.write(processedAt)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        status = try row.next()
        emailID = try row.next()
        accountID = try row.next()
        agentID = try row.next()
        sessionID = try row.next()
        summary = try row.next()
        startedAt = try row.next()
        endedAt = try row.next()
        duration = try row.next()
        messageCount = try row.next()
        processedAt = try row.next()
        last = try row.next()
    }
}
