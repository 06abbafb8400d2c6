internal import Cryptography

/// HMAC-SHA-256 of the raw body, in base64 (as Respond.io really signs) or in hexadecimal (as its integration guide says).
///
/// There is no time in it: a replay is found by the event's key.
enum RespondIOSignature {
    static func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets) -> Bool {
        let signatures = secrets.respondIOSignatureHeaders.compactMap { request.headers[$0].flatMap(decode) }
        guard !signatures.isEmpty else { return false }
        return secrets.respondIOKeys.contains { key in
            let code = key.authenticate(request.body)
            return signatures.contains { constantTimeEqual($0, code) }
        }
    }

    /// Hexadecimal of 32 bytes is 64 characters, base64 of them 44: neither is taken for the other.
    private static func decode(_ text: String) -> [UInt8]? {
        text.utf8.count == 64 ? Hex.decode(text) : Base64.decode(text)
    }
}
