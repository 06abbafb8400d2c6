internal import Vocabulary

extension WhatsAppPart {
    /// The business-scoped user id first: it names one account for as long as that exists, while a phone number may be somebody
    /// else's tomorrow. The number comes before the WhatsApp id, since it is what other channels and providers know as well.
    var identifiers: [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let userID { identifiers.append(ContactIdentifier(.provider(.whatsApp), userID)) }
        if let phone { identifiers.append(ContactIdentifier(.phone, phone)) }
        if let whatsAppID { identifiers.append(ContactIdentifier(.whatsApp, whatsAppID)) }
        return identifiers
    }

    /// The contact's number, which WhatsApp writes without its `+`.
    var phone: String? {
        guard let whatsAppID else { return nil }
        return PhoneNumber(whatsAppID.hasPrefix("+") ? whatsAppID : "+\(whatsAppID)")?.e164
    }

    /// What the webhook says of the contact. A name is what somebody gave himself, or a username without one.
    var contact: ContactProfile {
        let profile = person.object("profile")
        var contact = ContactProfile()
        contact.providerID = userID
        contact.name = profile?.text("name", "username")
        contact.phone = phone
        contact.whatsAppID = whatsAppID
        contact.country = profile?.text("country_code")
        return contact
    }

    var channel: Channel {
        let number = element.change.value.object("metadata")?.text("display_phone_number")
        let address = number.map { PhoneNumber($0.hasPrefix("+") ? $0 : "+\($0)")?.e164 ?? $0 }
        return Channel(medium: .whatsApp, id: numberID, address: address)
    }
}
