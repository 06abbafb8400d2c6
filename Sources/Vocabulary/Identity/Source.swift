/// Which system an event came from.
package enum Source: String, Hashable, Sendable, CaseIterable, LosslessStringConvertible {
    case respondIO = "respond.io"
    case twilio
    case whatsApp = "whatsapp"
    case elevenLabs = "elevenlabs"
    case izer
    case agent
    case sheets
    case daybook

    package init?(_ description: String) {
        self.init(rawValue: description)
    }

    package var description: String { rawValue }
}
