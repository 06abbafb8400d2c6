package import Cryptography
package import Vocabulary

/// What one tenant shares with its providers to tell their webhooks from forgeries.
///
/// Keys are prepared once, since preparing costs as much as checking. Empty keys are dropped: HMAC takes them, and
/// anybody could sign with them.
package struct ProviderSecrets: Sendable {
    /// How a Respond.io key is written down.
    package enum KeyEncoding: String, Sendable, CaseIterable {
        /// The characters are the key.
        case utf8
        /// The characters are base64 of the key. One that isn't base64 is dropped.
        case base64
    }

    /// The header in which Respond.io signs, that of the integration guide, and one that was seen in the wild.
    package static let knownRespondIOSignatureHeaders = [
        "x-webhook-signature", "x-respond-io-signature", "x-respond-signature",
    ]

    /// One for each webhook that is registered with Respond.io (HMAC-SHA-256).
    package let respondIOKeys: [HMACKey]
    /// The headers that may carry Respond.io's signature.
    package let respondIOSignatureHeaders: [String]
    /// The account's auth tokens, two while one replaces the other (HMAC-SHA-1).
    package let twilioAuthTokens: [HMACKey]
    /// The shared keys of Twilio's webhook signing with SHA-256.
    package let twilioSharedKeys: [HMACKey]
    /// The account, for calls to Twilio; webhooks of subaccounts have another.
    package let twilioAccountSID: String?
    /// The secrets of the Meta apps that deliver WhatsApp's webhooks (HMAC-SHA-256).
    package let whatsAppAppSecrets: [HMACKey]
    /// The business numbers of WhatsApp that are this tenant's, by their ids.
    package let whatsAppNumberIDs: Set<String>
    /// The secrets of ElevenLabs' webhooks (HMAC-SHA-256).
    package let elevenLabsSecrets: [HMACKey]
    /// What Meta has to know to subscribe to WhatsApp's webhooks.
    private let whatsAppVerifyTokens: [[UInt8]]

    /// Prepares the keys.
    package init(
        respondIOKeys: [String] = [], respondIOKeyEncoding: KeyEncoding = .utf8,
        respondIOSignatureHeaders: [String] = ProviderSecrets.knownRespondIOSignatureHeaders,
        twilioAuthTokens: [String] = [], twilioSharedKeys: [String] = [], twilioAccountSID: String? = nil,
        whatsAppAppSecrets: [String] = [], whatsAppVerifyTokens: [String] = [], whatsAppNumberIDs: Set<String> = [],
        elevenLabsSecrets: [String] = []
    ) {
        self.respondIOKeys = respondIOKeys.compactMap { text in
            let bytes = respondIOKeyEncoding == .utf8 ? [UInt8](text.utf8) : Base64.decode(text)
            return bytes.flatMap { Self.key(.sha256, $0) }
        }
        self.respondIOSignatureHeaders = respondIOSignatureHeaders
        self.twilioAuthTokens = twilioAuthTokens.compactMap { Self.key(.sha1, [UInt8]($0.utf8)) }
        self.twilioSharedKeys = twilioSharedKeys.compactMap { Self.key(.sha256, [UInt8]($0.utf8)) }
        self.twilioAccountSID = twilioAccountSID
        self.whatsAppAppSecrets = whatsAppAppSecrets.compactMap { Self.key(.sha256, [UInt8]($0.utf8)) }
        self.whatsAppVerifyTokens = whatsAppVerifyTokens.filter { !$0.isEmpty }.map { [UInt8]($0.utf8) }
        self.whatsAppNumberIDs = whatsAppNumberIDs
        self.elevenLabsSecrets = elevenLabsSecrets.compactMap { Self.key(.sha256, [UInt8]($0.utf8)) }
    }

    /// Whether who asks to subscribe to WhatsApp's webhooks knows the token for it. Compares in constant time.
    package func isWhatsAppVerifyToken(_ token: String) -> Bool {
        let token = [UInt8](token.utf8)
        return whatsAppVerifyTokens.contains { constantTimeEqual($0, token) }
    }

    private static func key(_ algorithm: HMACKey.Algorithm, _ bytes: [UInt8]) -> HMACKey? {
        bytes.isEmpty ? nil : HMACKey(algorithm, key: bytes)
    }

    /// Whether webhooks of this source can be told from forgeries at all; if not, none is accepted.
    package func isConfigured(for source: Source) -> Bool {
        switch source {
        case .respondIO: !respondIOKeys.isEmpty && !respondIOSignatureHeaders.isEmpty
        case .twilio: !twilioAuthTokens.isEmpty || !twilioSharedKeys.isEmpty
        case .whatsApp: !whatsAppAppSecrets.isEmpty
        case .elevenLabs: !elevenLabsSecrets.isEmpty
        case .izer, .agent, .sheets, .daybook: false
        }
    }
}

extension ProviderSecrets: CustomStringConvertible {
    /// Counts keys, never shows one.
    package var description: String {
        "ProviderSecrets(respond.io: \(respondIOKeys.count), twilio: \(twilioAuthTokens.count + twilioSharedKeys.count), "
            + "whatsapp: \(whatsAppAppSecrets.count), elevenlabs: \(elevenLabsSecrets.count))"
    }
}
