internal import Cryptography
package import Vocabulary

/// Reads the webhooks of ElevenLabs' voice agents: what was said in a conversation, once it is over.
///
/// The whole is `conversation.transcribed`, and each turn a message of its own: `message.received` from the caller, `message.sent` from
/// the agent. Recordings (`post_call_audio`) and calls that didn't come about are kept as deliveries.
package struct ElevenLabsReader: WebhookReader {
    package let source = Source.elevenLabs

    /// A reader; it holds nothing.
    package init() {}

    package func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        ElevenLabsSignature.isAuthentic(request, secrets, at: now)
    }

    package func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
        let payload = try ElevenLabsPayload(JSONObject(storable: request.body))
        let headers = request.contentTypeField
        var delivery = Delivery(
            items: [], body: .verbatim(headers: headers, bytes: request.body), eventName: payload.type,
            key: "sha256/\(SHA256.hash(request.body).hex)")
        guard payload.type == ElevenLabsPayload.transcription else { return delivery }
        let conversation = try ElevenLabsConversation(payload.data)
        let turns = conversation.turns
        func body(_ part: JSON) -> EventBody? {
            turns.isEmpty ? nil : .verbatim(headers: headers, bytes: part.serialized())
        }
        delivery.items = turns.map { conversation.item(of: $0, body: body(conversation.payload(of: $0))) }
        // What was said comes before what was made of it.
        delivery.items.append(conversation.item(body: body(conversation.payload)))
        return delivery
    }

    package func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        let root = try JSONObject(storable: bytes)
        if root[ClientConversation.idField] != nil {
            let conversation = try ClientConversation(root)
            return try Self.fact(kind, conversation.fact, conversation.turns, \.kind, conversation.fact(of:))
        }
        let payload = try ElevenLabsPayload(root)
        guard payload.type == ElevenLabsPayload.transcription else {
            throw UnreadableDelivery("ElevenLabs' event is no transcript")
        }
        let conversation = try ElevenLabsConversation(payload.data)
        return try Self.fact(kind, conversation.fact, conversation.turns, \.kind, conversation.fact(of:))
    }

    /// The fact of an event's kind: of the whole, or of the only turn.
    private static func fact<Turn>(
        _ kind: EventKind, _ whole: Fact, _ turns: [Turn], _ kindOfTurn: (Turn) -> EventKind, _ fact: (Turn) -> Fact
    ) throws(UnreadableDelivery) -> Fact {
        switch kind {
        case .conversationTranscribed: return whole
        case .messageReceived, .messageSent:
            guard let turn = turns.first, turns.count == 1, kindOfTurn(turn) == kind else {
                throw UnreadableDelivery("the event's body isn't of one such turn")
            }
            return fact(turn)
        default: throw UnreadableDelivery("ElevenLabs has no event of this kind")
        }
    }
}
