internal import Cryptography

/// `X-Hub-Signature-256`: `sha256=` and HMAC-SHA-256 of the raw body under the app secret, in hexadecimal.
///
/// There is no time in it: a replay is found by the event's key.
enum WhatsAppSignature {
    private static let prefix = "sha256="

    static func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets) -> Bool {
        guard let header = request.headers["x-hub-signature-256"], header.hasPrefix(prefix),
            let signature = Hex.decode(String(header.dropFirst(prefix.count)))
        else { return false }
        return secrets.whatsAppAppSecrets.contains { constantTimeEqual($0.authenticate(request.body), signature) }
    }
}
