import Cryptography
import Vocabulary

/// A webhook that somebody kept, as a JSON object on a line.
///
///     {"source":"respond.io","received_at":"2025-01-15T10:30:00Z","body":{…}}
///     {"source":"twilio","received_at":"2025-01-15T10:30:00Z","content_type":"application/x-www-form-urlencoded","body":"MessageSid=…"}
///
/// `body` is the webhook's JSON, or its text as a string; `body_base64` its bytes. `received_at` (RFC 3339, or a count since the epoch) is
/// needed where the provider tells no time. Without `content_type` a text is what the provider's webhooks usually are.
///
/// What `GET /v1/events?body=true` gives is read as well: an object with `kind`, `source`, `occurred_at` and a `body` of `text` or
/// `base64`, as far as it is a provider's. Other members mean nothing.
enum KeptWebhook {
    static func delivery(_ line: [UInt8]) throws(UnreadableDelivery) -> ImportedDelivery {
        let fields = try JSONObject(storable: line)
        guard let source = fields.text("source").flatMap(Source.init(rawValue:)),
            let reader = WebhookReaders.all.first(where: { $0.source == source })
        else { throw UnreadableDelivery("the line names no source whose webhooks can be read") }
        let request =
            fields["kind"] == nil ? try request(in: fields, line) : try request(ofEvent: fields)
        let receivedAt = Timestamp(reading: fields["received_at"] ?? fields["occurred_at"])
        let delivery: Delivery
        if let conversation = try ConversationWebhook.readIfOne(request, of: source) {
            delivery = conversation.delivery
        } else {
            delivery = try reader.read(request)
        }
        if let problem = delivery.unreadable.first { throw problem.reason }
        guard let time = receivedAt ?? delivery.items.compactMap({ $0.occurredAt }).first else {
            throw UnreadableDelivery("the line has no received_at, and the webhook tells no time")
        }
        return ImportedDelivery(source: source, delivery: delivery, receivedAt: time)
    }

    /// As somebody writes it down himself.
    private static func request(
        in fields: JSONObject, _ line: [UInt8]
    ) throws(UnreadableDelivery) -> WebhookRequest {
        if let text = fields["body_base64"]?.string {
            guard let bytes = Base64.decode(text) else { throw UnreadableDelivery("body_base64 isn't base64") }
            return request(bytes, fields.text("content_type"))
        }
        switch fields["body"] {
        case .string(let text): return request(Array(text.utf8), fields.text("content_type"))
        case .object(let body):
            return request(JSON.object(body).serialized(), fields.text("content_type") ?? "application/json")
        default: throw UnreadableDelivery("the line has no body")
        }
    }

    /// As Daybook's own API writes it.
    private static func request(ofEvent fields: JSONObject) throws(UnreadableDelivery) -> WebhookRequest {
        guard let body = fields.object("body"), let headers = body.object("headers") else {
            throw UnreadableDelivery("the event holds no provider's delivery")
        }
        guard headers["form"] == nil else { throw UnreadableDelivery("the event was imported from a file itself") }
        guard
            let bytes = body["text"]?.string.map({ Array($0.utf8) })
                ?? body["base64"]?.string.flatMap({ Base64.decode($0) })
        else { throw UnreadableDelivery("the event has no body any more") }
        return request(bytes, headers.text("content-type"))
    }

    private static func request(_ bytes: [UInt8], _ contentType: String?) -> WebhookRequest {
        var headers = HeaderFields()
        if let contentType { headers.append("content-type", contentType) }
        return WebhookRequest(url: "", headers: headers, body: bytes)
    }
}
