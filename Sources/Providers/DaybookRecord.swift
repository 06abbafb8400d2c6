package import Vocabulary

/// Daybook's own records: JSON objects whose `schema` is the event's kind and the version of its fields.
package enum DaybookRecord {
    /// The body of a `messages.read`: `{"schema":"messages.read/1","up_to":<position>}`.
    package static func body(of fact: MessagesRead) -> EventBody {
        let record: JSON = ["schema": "messages.read/1", "up_to": .integer(fact.upTo.rawValue)]
        return .record(record.serialized())
    }

    /// The body of a `note.added`: `{"schema":"note.added/1","text":…,"author":{"id":…,"name":…,"email":…}}`. The contact is the
    /// event's subject, so the record doesn't say it again.
    package static func body(of fact: NoteAdded) -> EventBody {
        var record: JSONObject = ["schema": "note.added/1", "text": .string(fact.text)]
        if let author = fact.author {
            var person: JSONObject = ["id": .string(author.id)]
            person["name"] = author.name.map(JSON.string)
            person["email"] = author.email.map(JSON.string)
            record["author"] = .object(person)
        }
        return .record(JSON.object(record).serialized())
    }

    /// Reads a record; `.other` for a kind that carries no fact, or a schema that this version doesn't know.
    static func fact(kind: EventKind, json: [UInt8]) throws(UnreadableDelivery) -> Fact {
        guard kind == .messagesRead || kind == .noteAdded else { return .other }
        let record = try JSONObject(storable: json)
        switch record.text("schema") {
        case "messages.read/1":
            guard let position = record["up_to"]?.integer, position >= 0 else {
                throw UnreadableDelivery("the record names no position")
            }
            return .messagesRead(MessagesRead(upTo: Position(position)))
        case "note.added/1":
            guard let text = record.text("text") else { throw UnreadableDelivery("the note has no text") }
            let author = record.object("author").flatMap { author in
                author.text("id").map { Assignee(id: $0, name: author.text("name"), email: author.text("email")) }
            }
            return .noteAdded(NoteAdded(author: author, text: text, contact: ContactProfile()))
        default:
            return .other
        }
    }
}
