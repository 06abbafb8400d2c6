internal import Cryptography
internal import Vocabulary

/// Reads what is posted to the conversation webhook API, whose callers have an API key: they sign nothing, and are told what is wrong.
package enum ConversationWebhook {
    /// Splits a conversation into what becomes events: each turn a message, and the whole `conversation.transcribed`.
    ///
    /// - Returns: the delivery, and the conversation's own id.
    /// - Throws: `UnreadableDelivery`, naming the field that is missing or wrong.
    package static func read(
        _ request: WebhookRequest
    ) throws(UnreadableDelivery) -> (delivery: Delivery, conversationID: String) {
        let conversation = try ClientConversation(request.body)
        let headers = request.contentTypeField
        // What was said comes before that it is over.
        let items =
            conversation.turns.map { conversation.item(of: $0, headers: headers) }
            + [conversation.item(headers: headers)]
        var delivery = Delivery(
            items: items, body: .verbatim(headers: headers, bytes: request.body), eventName: nil,
            key: "sha256/\(SHA256.hash(request.body).hex)")
        delivery.isKept = true
        return (delivery, conversation.id)
    }

    /// The same of a body that somebody kept, as far as it is such a conversation: ElevenLabs' own form is another.
    ///
    /// - Returns: `nil` for what isn't one.
    static func readIfOne(
        _ request: WebhookRequest, of source: Source
    ) throws(UnreadableDelivery) -> (delivery: Delivery, conversationID: String)? {
        guard source == .elevenLabs, (try? JSONObject(storable: request.body))?[ClientConversation.idField] != nil
        else {
            return nil
        }
        return try read(request)
    }
}
