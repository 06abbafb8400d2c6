package import Postgres
package import ProjectionEngine
package import Vocabulary

/// A note that somebody on our side wrote on a conversation.
package struct NoteState: Equatable, RowPart {
    package var tenant: TenantID
    package var conversation: ConversationID?
    package var subject: SubjectID
    package var source: Source
    package var author: Assignee?
    package var text: String
    package var occurredAt: Timestamp

    init(_ note: NoteAdded, _ event: EventHeader) {
        tenant = event.tenant
        conversation = event.conversation
        subject = event.subject
        source = event.source
        author = note.author
        text = note.text
        occurredAt = event.occurredAt
    }

    package static let columns = [
        "tenant", "conversation", "subject", "source", "author_id", "author_name", "author_email", "text",
        "occurred_at",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(conversation)
        try row.write(subject)
        try row.write(source)
        try Assignee.write(author, to: &row)
        try row.write(text)
        try row.write(occurredAt)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        conversation = try row.next()
        subject = try row.next()
        source = try row.next()
        author = try Assignee.read(from: &row)
        text = try row.next()
        occurredAt = try row.next()
    }
}
