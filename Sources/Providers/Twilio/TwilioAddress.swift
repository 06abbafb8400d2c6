internal import Vocabulary

/// An address of Twilio's: `+15551234567`, `whatsapp:+15551234567`, `whatsapp:US.13491208655302741918`, `messenger:1234`.
struct TwilioAddress {
    let medium: Channel.Medium
    /// Without the prefix of its channel.
    let value: String

    init(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            medium = .sms
            value = text
            return
        }
        let prefix = String(text[..<colon]).lowercasedASCII
        medium = prefix == "sip" || prefix == "client" ? .voice : Channel.Medium(prefix)
        value = String(text[text.index(after: colon)...])
    }

    /// The phone number, if it is one.
    var phone: String? {
        PhoneNumber(value)?.e164
    }

    /// The phone number, or what else it is.
    var normalised: String {
        phone ?? value
    }

    /// What identifies a contact with this address: the phone number, or what only Twilio knows (a business-scoped user id, a
    /// short code, a Messenger id with the name of its channel).
    var identifier: ContactIdentifier {
        if let phone { return ContactIdentifier(.phone, phone) }
        let isPlain = medium == .whatsApp || medium == .sms
        return ContactIdentifier(.provider(.twilio), isPlain ? value : "\(medium.description):\(value)")
    }
}
