internal import Vocabulary

extension RespondIOPayload {
    /// The channel of a message; its medium is `unknown` when the event doesn't say.
    var channel: Channel {
        statedChannel ?? Channel(medium: .other("unknown"), id: channelID)
    }

    /// The channel, where the event names one: an object in the real form, a word in the guide's.
    var statedChannel: Channel? {
        if let fields = content.object("channel") {
            let medium = Self.medium(fields.text("source") ?? "unknown")
            return Channel(medium: medium, id: fields.text("id") ?? channelID, name: fields.text("name"))
        }
        return content.text("channel").map { Channel(medium: Self.medium($0), id: channelID) }
    }

    private var channelID: String? {
        messageEnvelope.text("channelId") ?? content.text("channelId")
    }

    /// What a channel's `source` is a channel of. WhatsApp comes through many partners (`360dialog_whatsapp`,
    /// `whatsapp_cloud`), and the partners' bare names are their SMS channels.
    private static func medium(_ source: String) -> Channel.Medium {
        let source = source.lowercasedASCII
        if source.hasPrefix("whatsapp") || source.hasSuffix("whatsapp") { return .whatsApp }
        return switch source {
        case "facebook", "facebook_messenger": .messenger
        case "twilio", "message_bird", "nexmo", "vonage", "bandwidth": .sms
        case "gmail", "other_email", "smtp", "outlook": .email
        case "website_chat", "web_chat", "live_chat": .webChat
        case "voip", "call", "phone": .voice
        default: Channel.Medium(source)
        }
    }
}
