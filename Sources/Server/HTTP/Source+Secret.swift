import Vocabulary

extension Source {
    /// What to configure before webhooks of this source are taken.
    var missingSecret: String {
        switch self {
        case .respondIO: "No secret for respond.io webhooks is configured. Set RESPOND_IO_WEBHOOK_SECRET."
        case .twilio: "No secret for Twilio webhooks is configured. Set TWILIO_AUTH_TOKEN."
        case .whatsApp: "No app secret for WhatsApp webhooks is configured. Set WHATSAPP_APP_SECRET."
        case .elevenLabs: "No secret for ElevenLabs webhooks is configured. Set ELEVENLABS_WEBHOOK_SECRET."
        case .izer, .agent, .sheets, .daybook:
            "Webhooks of \(self) are not configured."
        }
    }
}
