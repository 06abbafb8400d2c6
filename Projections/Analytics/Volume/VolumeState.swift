package import Postgres
package import ProjectionEngine
package import Vocabulary

/// How many messages of what kind there were, and between which positions they lie.
package struct VolumeState: Equatable, RowPart {
    package var messages: Int64 = 0
    package var byHuman: Int64 = 0
    package var byAutomation: Int64 = 0
    package var byUnknown: Int64 = 0
    /// Inbound messages whose processing time counts.
    package var processed: Int64 = 0
    /// The sum of those times, in microseconds.
    package var processing: Int64 = 0
    /// One for each form, in the order of `MessageContent.Form.allCases`.
    package var forms = [Int64](repeating: 0, count: MessageContent.Form.allCases.count)
    package var first: Position
    package var last: Position

    init(first: Position) {
        self.first = first
        last = first
    }

    package static let columns =
        ["messages", "by_human", "by_automation", "by_unknown", "processed", "processing"] + formColumns
        + ["first_position", "last_position"]

    static let formColumns = MessageContent.Form.allCases.map { "form_\($0.rawValue)" }

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        for count in [messages, byHuman, byAutomation, byUnknown, processed, processing] { try row.write(count) }
        for count in forms { try row.write(count) }
        try row.write(first)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        messages = try row.next()
        byHuman = try row.next()
        byAutomation = try row.next()
        byUnknown = try row.next()
        processed = try row.next()
        processing = try row.next()
        for form in forms.indices { forms[form] = try row.next() }
        first = try row.next()
        last = try row.next()
    }
}
