internal import Vocabulary

/// A Twilio webhook.
struct TwilioSample {
    let occurrence: SampleOccurrence
    var accountSID: String?
    /// Whether WhatsApp shows a business-scoped user id and no phone number.
    var hidesNumber = false

    /// The form, encoded.
    var body: [UInt8] {
        var text: [UInt8] = []
        for (name, value) in fields {
            if !text.isEmpty { text.append(UInt8(ascii: "&")) }
            Self.append(name, to: &text)
            text.append(UInt8(ascii: "="))
            Self.append(value, to: &text)
        }
        return text
    }

    private var isWhatsApp: Bool { occurrence.contact.medium != .sms }
    private var ours: String { isWhatsApp ? "whatsapp:+14155550100" : "+14155550100" }

    private var theirs: String {
        if hidesNumber { return "whatsapp:\(occurrence.contact.businessScopedID)" }
        return (isWhatsApp ? "whatsapp:" : "") + occurrence.contact.phone
    }

    private var fields: [(String, String)] {
        let account = ("AccountSid", accountSID ?? "AC00000000000000000000000000000000")
        switch occurrence.act {
        case .received(let message):
            let sid = "\(Self.hasMedia(message) ? "MM" : "SM")\(occurrence.identifier("message", occurrence.index))"
            return [
                ("MessageSid", sid), ("SmsSid", sid), ("SmsMessageSid", sid), account, ("From", theirs), ("To", ours),
            ]
                + sender + content(message, sid) + [
                    ("NumSegments", "1"), ("SmsStatus", "received"), ("ApiVersion", "2010-04-01"),
                ]
        case .status(let status):
            let sid = "SM\(occurrence.identifier("outbound", occurrence.messageIndex))"
            let error =
                status == .failed ? [("ErrorCode", "63016"), ("ErrorMessage", "Outside the allowed window")] : []
            return [
                ("MessageSid", sid), ("SmsSid", sid), account, ("From", ours), ("To", theirs),
                ("MessageStatus", status.rawValue), ("SmsStatus", status.rawValue), ("ApiVersion", "2010-04-01"),
            ] + error
        default:
            return [account]
        }
    }

    private var sender: [(String, String)] {
        guard isWhatsApp else { return [("FromCountry", occurrence.contact.country)] }
        let profile = [("ProfileName", occurrence.contact.name)]
        if hidesNumber { return profile + [("ExternalUserIdentifier", occurrence.contact.businessScopedID)] }
        return profile + [("WaId", occurrence.contact.whatsAppID)]
    }

    private static func hasMedia(_ message: SampleMessage) -> Bool {
        switch message {
        case .image, .voice, .document: true
        case .text, .location, .button: false
        }
    }

    private func content(_ message: SampleMessage, _ sid: String) -> [(String, String)] {
        func fields(_ type: String, _ body: String, media contentType: String? = nil) -> [(String, String)] {
            let base = [("Body", body), ("NumMedia", contentType == nil ? "0" : "1")]
            let kind = isWhatsApp ? [("MessageType", type)] : []
            guard let contentType else { return base + kind }
            let url =
                "https://api.twilio.example/2010-04-01/Messages/\(sid)/Media/ME\(occurrence.identifier("media", occurrence.index))"
            return base + kind + [("MediaContentType0", contentType), ("MediaUrl0", url)]
        }
        return switch message {
        case .text(let text): fields("text", text)
        case .image(let caption): fields("image", caption, media: "image/jpeg")
        case .voice: fields("audio", "", media: "audio/ogg")
        case .document: fields("document", "", media: "application/pdf")
        case .location(let label):
            fields("location", "") + [("Latitude", "51.4779"), ("Longitude", "-0.0015"), ("Label", label)]
        case .button(let title): fields("button", title) + [("ButtonText", title), ("ButtonPayload", "choice-1")]
        }
    }

    /// Percent-encodes all but RFC 3986's unreserved characters; a space becomes `+`.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: " "):
                bytes.append(UInt8(ascii: "+"))
            default:
                bytes.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 0xF] {
                    bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
                }
            }
        }
    }
}
