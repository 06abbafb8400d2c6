internal import Cryptography
package import Vocabulary

/// Reads the webhooks of the WhatsApp Cloud API: messages of contacts, statuses of ours, and what a colleague wrote in the WhatsApp
/// Business app.
///
/// One delivery may hold many of them, of several numbers. Other changes (of templates, of the account) are kept as deliveries.
/// The fields are those of Meta's reference of the `messages` webhook, as of November 2026.
package struct WhatsAppReader: WebhookReader {
    package let source = Source.whatsApp

    /// A reader; it holds nothing.
    package init() {}

    package func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        WhatsAppSignature.isAuthentic(request, secrets)
    }

    package func read(_ request: WebhookRequest) throws(UnreadableDelivery) -> Delivery {
        let elements = try WhatsAppPayload(request.body).elements
        let headers = request.contentTypeField
        var delivery = Delivery(
            items: [], body: .verbatim(headers: headers, bytes: request.body), eventName: nil,
            key: "sha256/\(SHA256.hash(request.body).hex)")
        for element in elements {
            do throws(UnreadableDelivery) {
                let part = try WhatsAppPart(element)
                let bytes = elements.count > 1 ? part.payload.serialized() : nil
                delivery.items.append(try part.item(body: bytes.map { .verbatim(headers: headers, bytes: $0) }))
            } catch {
                guard elements.count > 1 else { throw error }
                // One that nobody can read holds no other up.
                delivery.unreadable.append(
                    UnreadableItem(
                        reason: error, body: .verbatim(headers: headers, bytes: element.payload().serialized())))
            }
        }
        return delivery
    }

    package func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        if headers["form"]?.string == ExportedMessage.form {
            return try ExportedMessage.fact(kind: kind, headers: headers, bytes: bytes)
        }
        let elements = try WhatsAppPayload(bytes).elements
        guard let element = elements.first, elements.count == 1 else {
            throw UnreadableDelivery("the event's body isn't of one message or status")
        }
        let part = try WhatsAppPart(element)
        guard part.kind == kind else { throw UnreadableDelivery("WhatsApp's event is of another kind") }
        return try part.fact()
    }

    /// Cuts a delivery into what belongs to different owners.
    ///
    /// - Parameter owner: told the id of a business number, or `nil` for a change that is of none.
    /// - Returns: each owner's part, in the order of the first change of each: a payload of the same form; the delivery verbatim, where
    ///   all of it is one owner's. None when it can't be read.
    package func parts<Owner: Hashable>(
        of body: [UInt8], by owner: (String?) -> Owner
    ) -> [(owner: Owner, body: [UInt8])] {
        guard let changes = try? WhatsAppPayload(body).changes else { return [] }
        var owners: [Owner] = []
        var parts: [Owner: [WhatsAppPayload.Change]] = [:]
        for change in changes {
            let owner = owner(change.numberID)
            if parts[owner] == nil { owners.append(owner) }
            parts[owner, default: []].append(change)
        }
        guard owners.count > 1 else { return owners.map { (owner: $0, body: body) } }
        return owners.map { (owner: $0, body: WhatsAppPayload.payload(of: parts[$0] ?? []).serialized()) }
    }
}
