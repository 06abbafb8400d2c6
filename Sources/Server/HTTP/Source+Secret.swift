import Vocabulary

extension Source {
    /// Where what its webhooks are signed with is set: a variable, for the default tenant, and a key of the tenant's in daybook.yaml;
    /// `nil` for sources that sign nothing.
    private var secretPlace: (variable: String, key: String)? {
        switch self {
        case .respondIO: ("RESPOND_IO_WEBHOOK_SECRET", "respond_io")
        case .twilio: ("TWILIO_AUTH_TOKEN", "twilio")
        case .whatsApp: ("WHATSAPP_APP_SECRET", "whatsapp")
        case .elevenLabs: ("ELEVENLABS_WEBHOOK_SECRET", "elevenlabs")
        case .izer, .agent, .sheets, .daybook: nil
        }
    }

    /// What to configure before webhooks of this source are taken.
    var missingSecret: String {
        guard let place = secretPlace else { return "Webhooks of \(self) are not configured." }
        return
            "No secret for webhooks of \(self) is configured. Set \(place.variable), or the tenant's \(place.key) in daybook.yaml."
    }

    /// The source with what to set for it, in short.
    var withSecretPlace: String {
        secretPlace.map { "\(self) (\($0.variable), or \($0.key) in daybook.yaml)" } ?? "\(self)"
    }
}
