/// The readers that there are.
package enum WebhookReaders {
    package static let respondIO = RespondIOReader()
    package static let twilio = TwilioReader()
}
