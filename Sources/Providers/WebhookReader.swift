package import Vocabulary

/// Reads the webhooks of one provider.
package protocol WebhookReader: Sendable {
    /// Whose webhooks it reads.
    var source: Source { get }

    /// Whether the provider (or somebody with its secret) made this request.
    ///
    /// Compares in constant time. A missing, empty or garbled signature is `false`, and so is every one when no secret is
    /// configured.
    ///
    /// - Parameter now: when it came, for signatures that hold for a while.
    func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool

    /// Splits an authentic request into what becomes events.
    ///
    /// Each item's fact has been read once when this returns: what can't be read is known before it is stored, not when it
    /// is folded.
    ///
    /// - Throws: `UnreadableDelivery` for what is to be quarantined.
    func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery

    /// What a stored event says.
    ///
    /// - Parameters:
    ///   - kind: The kind under which `read` gave the item.
    ///   - headers: Those of the stored body.
    ///   - bytes: The verbatim bytes of the stored body.
    /// - Throws: `UnreadableDelivery` when the bytes say no such thing.
    func fact(kind: EventKind, headers: JSONObject, bytes: [UInt8]) throws(UnreadableDelivery) -> Fact
}
