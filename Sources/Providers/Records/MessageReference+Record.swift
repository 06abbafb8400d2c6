import Vocabulary

/// `{"source":…,"id":…,"position":…,"occurred_at":<RFC 3339>}`
extension MessageReference {
    /// Reads the reference in the field `message`.
    init(in fields: JSONObject) throws(UnreadableDelivery) {
        guard let message = fields.object("message"), let source = message.text("source").flatMap({ Source($0) }),
            let messageID = message.text("id"), let position = message["position"]?.integer, position >= 0,
            let occurredAt = message.text("occurred_at").flatMap({ Timestamp($0) })
        else { throw UnreadableDelivery("the record doesn't name its message") }
        self.init(source: source, messageID: messageID, position: Position(position), occurredAt: occurredAt)
    }

    var json: JSON {
        [
            "source": .string(source.description), "id": .string(messageID), "position": .integer(position.rawValue),
            "occurred_at": .string(occurredAt.description),
        ]
    }
}
