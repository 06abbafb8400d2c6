import Vocabulary

extension Source {
    /// What to configure before webhooks of this source are taken.
    var missingSecret: String {
        switch self {
        case .respondIO: Self.missing("secret for respond.io", "RESPOND_IO_WEBHOOK_SECRET", "respond_io")
        case .twilio: Self.missing("secret for Twilio", "TWILIO_AUTH_TOKEN", "twilio")
        case .whatsApp: Self.missing("app secret for WhatsApp", "WHATSAPP_APP_SECRET", "whatsapp")
        case .elevenLabs: Self.missing("secret for ElevenLabs", "ELEVENLABS_WEBHOOK_SECRET", "elevenlabs")
        case .izer, .agent, .sheets, .daybook:
            "Webhooks of \(self) are not configured."
        }
    }

    private static func missing(_ secret: String, _ variable: String, _ key: String) -> String {
        "No \(secret) webhooks is configured. Set \(variable), or the tenant's \(key) in daybook.yaml."
    }
}
