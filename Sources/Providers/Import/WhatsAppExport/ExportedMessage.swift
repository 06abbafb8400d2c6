import Vocabulary

/// A message of a WhatsApp export, as it becomes an event: its verbatim lines, with what the file's name and lines don't tell beside them.
struct ExportedMessage {
    /// What marks the body of an event that was made of one.
    static let form = "whatsapp-export"

    /// What such an event says.
    static func fact(
        kind: EventKind, headers: JSONObject, bytes: [UInt8]
    ) throws(UnreadableDelivery) -> Fact {
        let text = String(decoding: bytes, as: UTF8.self).storable
        guard let entry = ExportEntry.all(in: text).entries.first, let id = headers.text("id"),
            let phone = headers.text("phone")
        else { throw UnreadableDelivery("the event's body is no message of a WhatsApp export") }
        let channel = Channel(medium: .whatsApp, id: headers.text("number_id"))
        var contact = ContactProfile()
        contact.phone = phone
        switch kind {
        case .messageReceived:
            contact.name = entry.author
            return .messageReceived(
                MessageReceived(messageID: id, contact: contact, channel: channel, content: entry.content))
        case .messageSent:
            // The export is of a phone: whoever had it wrote.
            let sender = MessageSent.Sender(nature: .human, source: Self.form)
            return .messageSent(
                MessageSent(
                    messageID: id, contact: contact, channel: channel, content: entry.content, sender: sender))
        default: throw UnreadableDelivery("a WhatsApp export has no events of this kind")
        }
    }
}

extension ExportEntry {
    /// What was written, or the file that was sent. The export's files aren't imported: they have a name, and no place.
    var content: MessageContent {
        guard let media = ExportMedia(text) else { return MessageContent(form: .text, text: words) }
        return MessageContent(form: media.form, text: media.caption)
    }

    /// By what the message is recognised: a person's own words, none for a file without any.
    var words: String {
        if let media = ExportMedia(text) { return media.caption ?? "" }
        return String(ExportText.trimmed(ExportText.withoutMarks(text[...])))
    }
}
