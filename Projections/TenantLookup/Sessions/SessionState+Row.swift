package import Postgres
package import ProjectionEngine
import Vocabulary

extension SessionState: RowPart {
    package static let columns = [
        "subject", "phone", "phone_digits", "sub_domain", "bot_id", "local_id", "intent", "step", "context", "metadata",
        "messages", "orders", "created_at", "synced_at", "active_at", "last_position",
    ]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(subject)
        try row.write(phone)
        try row.write(phone.flatMap(PhoneDigits.init)?.text)
        try row.write(subDomain)
        try row.write(botID)
        try row.write(localID)
        try row.write(intent)
        try row.write(step)
        try row.write(context.text)
        try row.write(metadata.text)
        try row.write(Message.text(messages))
        try row.write(Order.text(orders))
        try row.write(createdAt)
        try row.write(syncedAt)
        try row.write(activeAt)
        try row.write(last)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        subject = try row.next()
        phone = try row.next()
        // The digits are told from the phone number.
        row.skip(1)
        subDomain = try row.next()
        botID = try row.next()
        localID = try row.next()
        intent = try row.next()
        step = try row.next()
        context = try row.nextJSON(JSONObject.init(text:))
        metadata = try row.nextJSON(JSONObject.init(text:))
        messages = try row.nextJSON(Message.list)
        orders = try row.nextJSON(Order.list)
        createdAt = try row.next()
        syncedAt = try row.next()
        activeAt = try row.next()
        last = try row.next()
    }
}

extension RowReader {
    /// The next cell, a JSON text.
    ///
    /// - Throws: when it isn't what was written.
    fileprivate mutating func nextJSON<Value>(_ read: (String) -> Value?) throws(PostgresError) -> Value {
        guard let value = read(try next(String.self)) else {
            throw PostgresError(.decoding, "a column of the tenant lookup doesn't hold the JSON that was written")
        }
        return value
    }
}
