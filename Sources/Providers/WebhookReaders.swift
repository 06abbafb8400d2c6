/// The readers that there are.
package enum WebhookReaders {
    /// Respond.io.
    package static let respondIO = RespondIOReader()
    /// Twilio messaging.
    package static let twilio = TwilioReader()
    /// The WhatsApp Cloud API.
    package static let whatsApp = WhatsAppReader()
    /// Voice agents of ElevenLabs.
    package static let elevenLabs = ElevenLabsReader()

    /// Connectors of WhatsApp Web.
    package static let izer = IzerReader()

    /// Those of the providers that sign what they deliver.
    package static let signed: [any WebhookReader] = [respondIO, twilio, whatsApp, elevenLabs]
    /// All of them.
    package static let all: [any WebhookReader] = signed + [izer]
}
