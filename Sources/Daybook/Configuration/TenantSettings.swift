import Providers
import Vocabulary

/// What one tenant shares with its providers.
struct TenantSettings: Hashable, Sendable {
    /// The file in which they are set; `nil` for the environment.
    var file: String?

    var respondIOKeys: SecretSetting
    var respondIOKeyEncoding = ProviderSecrets.KeyEncoding.utf8
    var respondIOSignatureHeaders = ProviderSecrets.knownRespondIOSignatureHeaders
    var twilioAuthTokens: SecretSetting
    var twilioSharedKeys: SecretSetting
    var twilioAccountSID: String?
    var whatsAppAppSecrets: SecretSetting
    var whatsAppVerifyTokens: SecretSetting
    var whatsAppNumberIDs: Set<String> = []
    var elevenLabsSecrets: SecretSetting

    /// Those of the default tenant, as the variables have them. What has no variable is set in a file only.
    init(_ environment: Environment) {
        func setting(_ variable: String) -> SecretSetting {
            SecretSetting(name: variable, secrets: environment.secrets(variable))
        }
        respondIOKeys = setting("RESPOND_IO_WEBHOOK_SECRET")
        twilioAuthTokens = setting("TWILIO_AUTH_TOKEN")
        twilioSharedKeys = SecretSetting(name: "twilio.webhook_keys")
        twilioAccountSID = environment["TWILIO_ACCOUNT_SID"]
        whatsAppAppSecrets = setting("WHATSAPP_APP_SECRET")
        whatsAppVerifyTokens = setting("WHATSAPP_VERIFY_TOKEN")
        elevenLabsSecrets = setting("ELEVENLABS_WEBHOOK_SECRET")
    }

    /// None yet, of a tenant that a configuration file names.
    init(_ tenant: TenantID, file: String) {
        func setting(_ name: String) -> SecretSetting {
            SecretSetting(name: "tenants.\(tenant).\(name)")
        }
        self.file = file
        respondIOKeys = setting("respond_io.webhook_secrets")
        twilioAuthTokens = setting("twilio.auth_tokens")
        twilioSharedKeys = setting("twilio.webhook_keys")
        whatsAppAppSecrets = setting("whatsapp.app_secrets")
        whatsAppVerifyTokens = setting("whatsapp.verify_tokens")
        elevenLabsSecrets = setting("elevenlabs.webhook_secrets")
    }

    /// What each provider signs its webhooks with: any of these, of which the first is the usual one.
    var signing: [(provider: String, settings: [SecretSetting])] {
        [
            ("Respond.io", [respondIOKeys]), ("Twilio", [twilioAuthTokens, twilioSharedKeys]),
            ("WhatsApp", [whatsAppAppSecrets]), ("ElevenLabs", [elevenLabsSecrets]),
        ]
    }

    /// The same, prepared for checking signatures with.
    var providerSecrets: ProviderSecrets {
        ProviderSecrets(
            respondIOKeys: respondIOKeys.texts, respondIOKeyEncoding: respondIOKeyEncoding,
            respondIOSignatureHeaders: respondIOSignatureHeaders, twilioAuthTokens: twilioAuthTokens.texts,
            twilioSharedKeys: twilioSharedKeys.texts, twilioAccountSID: twilioAccountSID,
            whatsAppAppSecrets: whatsAppAppSecrets.texts, whatsAppVerifyTokens: whatsAppVerifyTokens.texts,
            whatsAppNumberIDs: whatsAppNumberIDs, elevenLabsSecrets: elevenLabsSecrets.texts)
    }
}
