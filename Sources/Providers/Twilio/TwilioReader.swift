internal import Cryptography
package import Vocabulary

/// Reads the messaging webhooks of Twilio: incoming messages and status callbacks, by WhatsApp, SMS and the rest.
///
/// Twilio says no time in them: the time of arrival stands in.
package struct TwilioReader: WebhookReader {
    package let source = Source.twilio

    /// The headers that are kept with the body.
    private static let keptHeaders = ["content-type", "i-twilio-idempotency-token"]

    /// A reader; it holds nothing.
    package init() {}

    package func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        TwilioSignature.isAuthentic(request, secrets)
    }

    package func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
        let fields = try TwilioFields(request.body, contentType: request.headers["content-type"])
        var headers = JSONObject()
        for name in Self.keptHeaders { headers[name] = request.headers[name].map(JSON.string) }
        let body = EventBody.verbatim(headers: headers, bytes: request.body)
        guard !TwilioPayload.isPing(fields) else {
            let key = request.headers["i-twilio-idempotency-token"] ?? "sha256/\(SHA256.hash(request.body).hex)"
            return Delivery(items: [], body: body, eventName: nil, key: key)
        }
        let payload = try TwilioPayload(fields)
        let item = DeliveryItem(
            kind: payload.kind, key: payload.key, identifiers: payload.identifiers, conversation: payload.conversation,
            occurredAt: nil)
        return Delivery(
            items: [item], body: body, eventName: fields["MessageStatus"] ?? fields["SmsStatus"], key: item.key)
    }

    package func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        if headers["form"]?.string == TwilioMessageResource.form {
            return try TwilioMessageResource(bytes).fact(kind: kind)
        }
        let payload = try TwilioPayload(TwilioFields(bytes, contentType: headers["content-type"]?.string))
        guard payload.kind == kind else { throw UnreadableDelivery("Twilio's event is of another kind") }
        return payload.fact
    }
}
