package import Vocabulary

/// `{"session_id":…,"phone":…,"sub_domain":…,"bot_id":…,"local_id":…,"intent":…,"step":…,"context":{…},"metadata":{…},
/// "message":{"role":…,"content":…,"at":<RFC 3339>}}`. Only `session_id` is always there.
extension StateSynced: RecordFact {
    package static let kind = EventKind.stateSynced

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let session = fields.text("session_id") else { throw UnreadableDelivery("the record names no session") }
        self.init(sessionID: session)
        phone = fields.text("phone")
        subDomain = fields.text("sub_domain")
        botID = fields.text("bot_id")
        localID = fields.text("local_id")
        intent = fields.text("intent")
        step = fields.text("step")
        context = fields.object("context")
        metadata = fields.object("metadata")
        message = fields.object("message").flatMap { message in
            guard let role = message.text("role"), let content = message["content"]?.string else { return nil }
            return Message(role: role, content: content, at: message.text("at").flatMap { Timestamp($0) })
        }
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["session_id": .string(sessionID)]
        fields["phone"] = phone.map(JSON.string)
        fields["sub_domain"] = subDomain.map(JSON.string)
        fields["bot_id"] = botID.map(JSON.string)
        fields["local_id"] = localID.map(JSON.string)
        fields["intent"] = intent.map(JSON.string)
        fields["step"] = step.map(JSON.string)
        fields["context"] = context.map(JSON.object)
        fields["metadata"] = metadata.map(JSON.object)
        if let message {
            var said: JSONObject = ["role": .string(message.role), "content": .string(message.content)]
            said["at"] = message.at.map { .string($0.description) }
            fields["message"] = .object(said)
        }
        return fields
    }

    package var fact: Fact { .stateSynced(self) }
}
