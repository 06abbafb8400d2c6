internal import Cryptography
package import Vocabulary

/// Reads messages from WhatsApp Web, as the Izer system's connectors hand them over: with the chat's last messages, which are context and
/// no events of their own.
///
/// Its callers have API keys. They sign nothing, and are told what is wrong.
package struct IzerReader: WebhookReader {
    package let source = Source.izer

    /// A reader; it holds nothing.
    package init() {}

    /// Nobody signs these.
    package func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        false
    }

    package func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
        let message = try IzerMessage(JSONObject(storable: request.body))
        let headers = request.contentTypeField
        let part: EventBody? =
            message.hasCompany ? .verbatim(headers: headers, bytes: message.payload.serialized()) : nil
        var delivery = Delivery(
            items: [message.item(body: part)], body: .verbatim(headers: headers, bytes: request.body),
            eventName: message.id, key: "sha256/\(SHA256.hash(request.body).hex)")
        delivery.isKept = part != nil
        return delivery
    }

    package func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        let message = try IzerMessage(JSONObject(storable: bytes))
        guard kind == (message.isOurs ? .messageSent : .messageReceived) else {
            throw UnreadableDelivery("the event's body isn't of such a message")
        }
        return message.fact
    }
}
