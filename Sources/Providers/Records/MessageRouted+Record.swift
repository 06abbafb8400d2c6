package import Vocabulary

/// `{"message":…,"agent":…,"reason":…}`
extension MessageRouted: RecordFact {
    package static let kind = EventKind.messageRouted

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let agent = fields.text("agent") else { throw UnreadableDelivery("the record names no agent") }
        self.init(message: try MessageReference(in: fields), agent: agent, reason: fields.text("reason"))
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["message": message.json, "agent": .string(agent)]
        fields["reason"] = reason.map(JSON.string)
        return fields
    }

    package var fact: Fact { .messageRouted(self) }
}
