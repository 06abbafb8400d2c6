package import Vocabulary

/// `{"text":…,"author":{"id":…,"name":…,"email":…}}`. The contact is the event's subject, so the record doesn't say it again.
extension NoteAdded: RecordFact {
    package static let kind = EventKind.noteAdded

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let text = fields.text("text") else { throw UnreadableDelivery("the note has no text") }
        let author = fields.object("author").flatMap { author in
            author.text("id").map { Assignee(id: $0, name: author.text("name"), email: author.text("email")) }
        }
        self.init(author: author, text: text, contact: ContactProfile())
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["text": .string(text)]
        if let author {
            var person: JSONObject = ["id": .string(author.id)]
            person["name"] = author.name.map(JSON.string)
            person["email"] = author.email.map(JSON.string)
            fields["author"] = .object(person)
        }
        return fields
    }

    package var fact: Fact { .noteAdded(self) }
}
