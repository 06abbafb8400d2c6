internal import Vocabulary

extension RespondIOPayload {
    /// The comment, when it is an object of its own.
    var comment: JSONObject? {
        content.object("comment")
    }

    func noteAdded() throws(UnreadableDelivery) -> NoteAdded {
        guard let text = comment?.text("text") ?? content.text("comment", "text") else {
            throw UnreadableDelivery("the comment has no text")
        }
        let people = comment ?? content
        let author = ["author", "user", "createdBy", "commentedBy"].lazy.compactMap { Self.person(people[$0]) }.first
        return NoteAdded(author: author, text: text, contact: contact)
    }
}
