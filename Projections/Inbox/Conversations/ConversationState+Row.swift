package import Postgres
package import ProjectionEngine
import Vocabulary

extension ConversationState: RowPart {
    package static let columns =
        ["subject", "source"] + Channel.columns + ContactColumns.columns + [
            "contact_at", "status", "status_at", "assignee_id", "assignee_name", "assignee_email", "assigned_at",
            "tags",
        ] + ConversationAttention.columns + [
            "inbound_count", "outbound_count", "unread_count", "unread", "read_position", "first_message_at",
            "last_message_at", "last_message_position", "last_message_text", "last_message_form",
            "last_message_direction", "active_at", "last_position", "updated_at",
        ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(source)
        try Channel.write(channel, to: &row)
        try contact.write(to: &row)
        try row.write(contactAt)
        try row.write(status.rawValue)
        try row.write(statusAt)
        try Assignee.write(assignee, to: &row)
        try row.write(assignedAt)
        try row.write(tags)
        try attention.write(to: &row)
        try row.write(inboundCount)
        try row.write(outboundCount)
        try row.write(unread.count)
        try row.write(unread.latest)
        try row.write(readPosition)
        try row.write(firstMessageAt)
        try row.write(lastMessage?.at)
        try row.write(lastMessage?.position)
        try row.write(lastMessage?.text)
        try row.write(lastMessage?.form.rawValue)
        try row.write(lastMessage?.direction.rawValue)
        try row.write(activeAt)
        try row.write(lastPosition)
        try row.write(updatedAt)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        source = try row.next()
        channel = try Channel.read(from: &row)
        contact = try ContactColumns(from: &row)
        contactAt = try row.next()
        status = try row.nextCase() ?? .active
        statusAt = try row.next()
        assignee = try Assignee.read(from: &row)
        assignedAt = try row.next()
        tags = try row.next()
        attention = try ConversationAttention(from: &row)
        inboundCount = try row.next()
        outboundCount = try row.next()
        unread = UnreadMessages(count: try row.next(), latest: try row.next())
        readPosition = try row.next()
        firstMessageAt = try row.next()
        lastMessage = try LastMessage(from: &row)
        activeAt = try row.next()
        lastPosition = try row.next()
        updatedAt = try row.next()
    }
}

extension LastMessage {
    /// `nil` when the conversation has no message.
    fileprivate init?(from row: inout RowReader) throws(PostgresError) {
        let at = try row.next(Timestamp?.self)
        let position = try row.next(Position?.self)
        let text = try row.next(String?.self)
        let form = try row.nextCase(MessageContent.Form.self)
        let direction = try row.nextCase(Direction.self)
        guard let at, let position, let form, let direction else { return nil }
        self.init(at: at, position: position, text: text, form: form, direction: direction)
    }
}
