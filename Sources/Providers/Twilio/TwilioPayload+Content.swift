internal import Vocabulary

extension TwilioPayload {
    var content: MessageContent {
        let media = media
        let location = location
        return MessageContent(
            form: form(media, location), text: fields["Body"] ?? fields["ButtonText"] ?? fields["ListTitle"],
            media: media,
            location: location, replyTo: fields["OriginalRepliedMessageSid"],
            payload: fields["ButtonPayload"] ?? fields["ListId"])
    }

    /// `MessageType` comes with WhatsApp only; else what the message brings says what it is.
    private func form(_ media: [MessageContent.Media], _ location: MessageContent.Location?) -> MessageContent.Form {
        switch fields["MessageType"] {
        case "button", "interactive": return .interactive
        case "sticker": return .sticker
        case "contacts": return .contacts
        case "reaction": return .reaction
        case "order": return .order
        case "unsupported": return .unsupported
        default: break
        }
        if let first = media.first { return MessageContent.Form(contentType: first.contentType) }
        if location != nil { return .location }
        return (fields["ButtonPayload"] ?? fields["ListId"]) == nil ? .text : .interactive
    }

    private var media: [MessageContent.Media] {
        var media: [MessageContent.Media] = []
        // Counted by what is there: `NumMedia` is missing from some channels.
        while let url = fields["MediaUrl\(media.count)"] {
            media.append(MessageContent.Media(url: url, contentType: fields["MediaContentType\(media.count)"]))
        }
        return media
    }

    private var location: MessageContent.Location? {
        guard let latitude = fields["Latitude"], let longitude = fields["Longitude"] else { return nil }
        return MessageContent.Location(
            latitude: latitude, longitude: longitude, label: fields["Label"], address: fields["Address"])
    }
}
