import Vocabulary

/// A message in Respond.io's `GET /contact/{id}/message/list`: what its webhooks have under `message`, with the contact's id beside it.
enum RespondIOListItem {
    /// Its key is that of a webhook without an `event_id`. A webhook with one was recorded under that, which no list tells.
    static func delivery(_ bytes: [UInt8]) throws(UnreadableDelivery) -> ImportedDelivery {
        let payload = try RespondIOPayload(bytes)
        let kind = try kind(payload.root)
        guard let id = payload.messageID else { throw UnreadableDelivery("the message has no id") }
        guard let contact = payload.identifiers.first else { throw UnreadableDelivery("the message names no contact") }
        _ = try payload.fact(kind: kind)
        let body = EventBody.verbatim(headers: ["form": "message-list"], bytes: bytes)
        guard let time = time(payload.root, id: id) else { throw UnreadableDelivery("the message has no time") }
        let item = DeliveryItem(
            kind: kind, key: "\(kind.rawValue)/id/\(id)", identifiers: payload.identifiers,
            conversation: "contact:\(contact.value)", occurredAt: time)
        return ImportedDelivery(
            source: .respondIO, delivery: Delivery(items: [item], body: body, eventName: nil, key: item.key),
            receivedAt: time, mayHaveAnotherKey: true)
    }

    private static func kind(_ fields: JSONObject) throws(UnreadableDelivery) -> EventKind {
        switch fields.text("traffic") {
        case "incoming": return .messageReceived
        case "outgoing": return .messageSent
        default: throw UnreadableDelivery("the message is neither incoming nor outgoing")
        }
    }

    /// Its own time, else that of its first status, else its id, which is one in microseconds.
    private static func time(_ fields: JSONObject, id: String) -> Timestamp? {
        let statuses = (fields["status"]?.array ?? []).compactMap { Timestamp(reading: $0["timestamp"]) }
        if let time = Timestamp(reading: fields["timestamp"]) ?? statuses.min() { return time }
        guard let count = Int64(id), (100_000_000_000_000..<100_000_000_000_000_000).contains(count) else { return nil }
        return Timestamp(microseconds: count)
    }
}
