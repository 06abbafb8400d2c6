/// The readers that there are.
package enum WebhookReaders {
    /// Respond.io.
    package static let respondIO = RespondIOReader()
    /// Twilio messaging.
    package static let twilio = TwilioReader()
}
