internal import Vocabulary

extension WhatsAppPart {
    /// What a message holds.
    var content: MessageContent {
        let type = fields.text("type") ?? "unsupported"
        let body = fields.object(type) ?? [:]
        let media = Self.media(type, body)
        return MessageContent(
            form: Self.form(type), text: text(type, body), media: media.map { [$0] } ?? [],
            location: type == "location" ? Self.location(body) : nil,
            replyTo: type == "reaction" ? body.text("message_id") : fields.object("context")?.text("id"),
            payload: payload(type, body))
    }

    private static func form(_ type: String) -> MessageContent.Form {
        switch type {
        case "text": .text
        case "image": .image
        case "audio", "voice": .audio
        case "video": .video
        case "document": .document
        case "sticker": .sticker
        case "location": .location
        case "contacts": .contacts
        case "interactive", "button": .interactive
        case "reaction": .reaction
        case "order": .order
        case "system": .system
        case "template": .template
        default: .unsupported
        }
    }

    /// What a person reads of it.
    private func text(_ type: String, _ body: JSONObject) -> String? {
        switch type {
        case "button": body.text("text")
        case "interactive": choice(body)?.text("title", "body")
        case "reaction": body.text("emoji")
        case "order": body.text("text")
        case "contacts": names
        case "unsupported": error.flatMap { $0.text("title", "message") }
        default: body.text("body", "caption")
        }
    }

    /// What a program reads of the choice that was made.
    private func payload(_ type: String, _ body: JSONObject) -> String? {
        switch type {
        case "button": body.text("payload")
        case "interactive": choice(body)?.text("id", "response_json")
        default: nil
        }
    }

    /// The button, the entry of a list or the form (`nfm_reply`) that was chosen, sent or filled in.
    private func choice(_ body: JSONObject) -> JSONObject? {
        body.text("type").flatMap { body.object($0) } ?? body.object("button_reply") ?? body.object("list_reply")
    }

    /// The people whose cards were sent.
    private var names: String? {
        let cards = (fields["contacts"]?.array ?? []).compactMap(\.object)
        let names = cards.compactMap { $0.object("name")?.text("formatted_name", "first_name") }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// WhatsApp names a file by an id, and gives it to who asks the Graph API for that.
    private static func media(_ type: String, _ body: JSONObject) -> MessageContent.Media? {
        guard ["image", "audio", "voice", "video", "document", "sticker"].contains(type) else { return nil }
        guard let url = body.text("url", "link") ?? body.text("id").map({ "https://graph.facebook.com/\($0)" }) else {
            return nil
        }
        return MessageContent.Media(url: url, contentType: body.text("mime_type"), fileName: body.text("filename"))
    }

    private static func location(_ body: JSONObject) -> MessageContent.Location? {
        guard let latitude = body.text("latitude"), let longitude = body.text("longitude") else { return nil }
        return MessageContent.Location(
            latitude: latitude, longitude: longitude, label: body.text("name"), address: body.text("address"))
    }
}
