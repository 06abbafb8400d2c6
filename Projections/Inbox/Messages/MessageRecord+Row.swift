import Postgres
import ProjectionEngine
import Vocabulary

extension MessageRecord {
    static let columns =
        [
            "position", "event_id", "conversation", "direction", "form", "text", "subject_line", "media", "location",
            "payload", "reply_to",
        ] + ContactColumns.columns + Channel.columns + [
            "sender_nature", "sender_source", "sender_user", "occurred_at", "recorded_at",
        ]

    func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(position)
        try row.write(eventID)
        try row.write(conversation)
        try row.write(direction.rawValue)
        try row.write(content.form.rawValue)
        try row.write(content.text)
        try row.write(content.subjectLine)
        try row.write(content.mediaJSON)
        try row.write(content.location?.json)
        try row.write(content.payload)
        try row.write(content.replyTo)
        try contact.write(to: &row)
        try Channel.write(channel, to: &row)
        try row.write(sender?.nature.rawValue)
        try row.write(sender?.source)
        try row.write(sender?.userID)
        try row.write(occurredAt)
        try row.write(recordedAt)
    }

    /// `nil` when only a status of the message is known.
    init?(from row: inout RowReader) throws(PostgresError) {
        let position = try row.next(Position?.self)
        let eventID = try row.next(EventID?.self)
        let conversation = try row.next(ConversationID?.self)
        let direction = try row.nextCase(Direction.self)
        let content = try MessageContent(from: &row)
        let contact = try ContactColumns(from: &row)
        let channel = try Channel.read(from: &row)
        let sender = try MessageSent.Sender(from: &row)
        let occurredAt = try row.next(Timestamp?.self)
        let recordedAt = try row.next(Timestamp?.self)
        guard let position, let eventID, let direction, let content, let channel, let occurredAt, let recordedAt else {
            return nil
        }
        self.position = position
        self.eventID = eventID
        self.conversation = conversation
        self.direction = direction
        self.content = content
        self.contact = contact
        self.channel = channel
        self.sender = sender
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
    }
}

extension MessageContent {
    fileprivate init?(from row: inout RowReader) throws(PostgresError) {
        let form = try row.nextCase(Form.self)
        let text = try row.next(String?.self)
        let subjectLine = try row.next(String?.self)
        let media = try row.next(PostgresJSON?.self)
        let location = try row.next(PostgresJSON?.self)
        let payload = try row.next(String?.self)
        let replyTo = try row.next(String?.self)
        guard let form else { return nil }
        self.init(
            form: form, text: text, media: media.map(Media.list) ?? [], location: location.flatMap(Location.init),
            replyTo: replyTo, payload: payload, subjectLine: subjectLine)
    }
}

extension MessageSent.Sender {
    fileprivate init?(from row: inout RowReader) throws(PostgresError) {
        let nature = try row.nextCase(Nature.self)
        let source = try row.next(String?.self)
        let userID = try row.next(String?.self)
        guard let nature else { return nil }
        self.init(nature: nature, source: source, userID: userID)
    }
}
