package import Vocabulary

/// Reads the webhooks of Respond.io, in the form that it really sends and in that of its integration guide.
///
/// The real form is flat (`event_type`, `contact`, `message`, `channel`); the guide's has `event`, `timestamp` and `data`.
/// Neither is officially described: fields are looked for wherever one of the two has them.
package struct RespondIOReader: WebhookReader {
    package let source = Source.respondIO

    /// A reader; it holds nothing.
    package init() {}

    package func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        RespondIOSignature.isAuthentic(request, secrets)
    }

    package func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
        let payload = try RespondIOPayload(request.body)
        let headers = request.contentTypeField
        let body = EventBody.verbatim(headers: headers, bytes: request.body)
        guard !payload.isPing else {
            return Delivery(items: [], body: body, eventName: payload.eventName, key: payload.key)
        }
        guard let event = payload.event else { throw UnreadableDelivery("unknown event type") }
        let item = try payload.item(of: event)
        return Delivery(items: [item], body: body, eventName: payload.eventName, key: item.key)
    }

    package func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        try RespondIOPayload(bytes).fact(kind: kind)
    }
}
