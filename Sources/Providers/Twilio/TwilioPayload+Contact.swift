internal import Vocabulary

extension TwilioPayload {
    /// The business-scoped user id of a WhatsApp user, by field or by address.
    private var businessScopedID: String? {
        fields["ExternalUserIdentifier"].map { TwilioAddress($0).value }
    }

    /// The business-scoped user id first: it names one account for as long as that exists, while a phone number may be somebody
    /// else's tomorrow. The number comes before the WhatsApp id, since it is what other channels and providers know as well.
    var identifiers: [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let businessScopedID { identifiers.append(ContactIdentifier(.provider(.twilio), businessScopedID)) }
        if identifiers.first != theirs.identifier { identifiers.append(theirs.identifier) }
        if let whatsAppID { identifiers.append(ContactIdentifier(.whatsApp, whatsAppID)) }
        return identifiers
    }

    var contact: ContactProfile {
        var profile = ContactProfile()
        profile.providerID = identifiers.first { $0.kind == .provider(.twilio) }?.value
        profile.phone = theirs.phone
        profile.whatsAppID = whatsAppID
        guard event == .message else { return profile }
        profile.name = fields["ProfileName"]
        profile.country = fields["FromCountry"]
        return profile
    }

    /// Twilio says it of the sender, who in a callback is us.
    private var whatsAppID: String? {
        event == .message ? fields["WaId"] : nil
    }

    var channel: Channel {
        let isService = ours.value == fields["MessagingServiceSid"]
        return Channel(
            medium: medium, id: fields["MessagingServiceSid"], address: isService ? nil : ours.normalised)
    }
}
