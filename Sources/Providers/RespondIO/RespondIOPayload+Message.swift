internal import Vocabulary

extension RespondIOPayload {
    /// Respond.io's id of the message, or of the call.
    var messageID: String? {
        messageEnvelope.text("messageId") ?? callFields?.text("callId", "id") ?? messageBody.text("messageId", "id")
    }

    var messageContent: MessageContent {
        if event == .callEnded { return MessageContent(form: .call, text: callFields?.text("summary")) }
        let body = messageBody
        let media = Self.media(body)
        return MessageContent(
            form: Self.form(body, media), text: Self.text(body), media: media, location: Self.location(body),
            payload: Self.choice(body).flatMap { $0.text("id", "payload") } ?? body.text("payload"),
            subjectLine: body.text("subject"))
    }

    /// Who wrote on our side.
    var sender: MessageSent.Sender {
        let sender = content.object("sender") ?? messageEnvelope.object("sender")
        let source = sender?.text("source")
        let nature: MessageSent.Sender.Nature =
            switch source {
            // An echo was written in the channel's own inbox or on the phone itself, not by what sends through Respond.io.
            case "user", "echo": .human
            case "workflow", "api", "zapier", "bot", "make", "n8n", "ai_agent": .automation
            default: .unknown
            }
        return MessageSent.Sender(nature: nature, source: source, userID: sender?.text("userId"))
    }

    private static func form(_ body: JSONObject, _ media: [MessageContent.Media]) -> MessageContent.Form {
        switch body.text("type") {
        case "text", nil: media.first.map { MessageContent.Form(contentType: $0.contentType) } ?? .text
        case "attachment": attachmentForm(body, media)
        case "image": .image
        case "audio", "voice": .audio
        case "video": .video
        case "file", "document": .document
        case "sticker": .sticker
        case "location": .location
        case "contact", "contacts": .contacts
        case "reaction": .reaction
        case "story_reply": .storyReply
        case "email": .email
        case "whatsapp_interactive", "interactive", "quick_reply", "button": .interactive
        case "post": .post
        case "whatsapp_order", "order": .order
        case "whatsapp_template", "template": .template
        default: .unsupported
        }
    }

    private static func attachmentForm(_ body: JSONObject, _ media: [MessageContent.Media]) -> MessageContent.Form {
        switch body.object("attachment")?.text("type") {
        case "image": .image
        case "audio", "voice": .audio
        case "video": .video
        case "sticker": .sticker
        default: MessageContent.Form(contentType: media.first?.contentType)
        }
    }

    private static func media(_ body: JSONObject) -> [MessageContent.Media] {
        let attachments = [body["attachment"]].compactMap(\.self) + (body["attachments"]?.array ?? [])
        return attachments.compactMap { attachment in
            guard let fields = attachment.object, let url = fields.text("url") else { return nil }
            let type = fields.text("mimeType", "mime") ?? fields.text("contentType")
            return MessageContent.Media(url: url, contentType: type, fileName: fields.text("fileName", "name"))
        }
    }

    private static func text(_ body: JSONObject) -> String? {
        body.text("text", "caption") ?? body.object("text")?.text("body") ?? body.text("title")
            ?? choice(body)?.text("title", "text") ?? body.object("attachment")?.text("description", "caption")
    }

    /// The button or list entry that was chosen.
    private static func choice(_ body: JSONObject) -> JSONObject? {
        guard let interactive = body.object("interactive") else { return nil }
        return interactive.object("button_reply") ?? interactive.object("list_reply") ?? interactive
    }

    private static func location(_ body: JSONObject) -> MessageContent.Location? {
        let place = body.object("location") ?? body
        guard let latitude = place.text("latitude"), let longitude = place.text("longitude") else { return nil }
        return MessageContent.Location(
            latitude: latitude, longitude: longitude, label: place.text("name", "label"), address: place.text("address")
        )
    }
}
