internal import Vocabulary

extension RespondIOPayload {
    /// The fields of the contact: `contact`, or in the guide's contact events the content itself.
    var contactFields: JSONObject {
        if let contact = content.object("contact") { return contact }
        switch event {
        case .contactCreated, .contactUpdated, .contactTagUpdated, .contactLifecycleUpdated: return content
        default: return [:]
        }
    }

    /// Respond.io's id of the contact.
    var contactID: String? {
        content.object("contact").flatMap { $0.text("id", "contactId") }
            ?? content.text("contactId") ?? messageEnvelope.text("contactId")
    }

    /// Respond.io's own id first: it stays the same when a phone number goes to somebody else. The conversation's last: the guide's
    /// form may name nothing else, and has a conversation with one contact only.
    var identifiers: [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let contactID { identifiers.append(ContactIdentifier(.provider(.respondIO), contactID)) }
        if let phone = phoneText.flatMap(PhoneNumber.init) { identifiers.append(ContactIdentifier(.phone, phone.e164)) }
        if let email = emailText.flatMap(EmailAddress.init) {
            identifiers.append(ContactIdentifier(.email, email.address))
        }
        if let conversationID { identifiers.append(ContactIdentifier(.conversation(.respondIO), conversationID)) }
        return identifiers
    }

    /// What the event says of the contact.
    var contact: ContactProfile {
        let fields = contactFields
        var profile = ContactProfile()
        profile.providerID = contactID
        profile.name = Self.name(fields)
        profile.phone = phoneText.map { PhoneNumber($0)?.e164 ?? $0 }
        profile.email = emailText.map { EmailAddress($0)?.address ?? $0 }
        profile.language = fields.text("language")
        profile.country = fields.text("countryCode", "country")
        profile.avatarURL = fields.text("profilePic", "avatar")
        profile.lifecycle =
            Self.label(content["lifecycle"]) ?? Self.label(fields["lifecycle"])
        profile.status = fields.text("status")
        profile.assignee = Self.person(fields["assignee"])
        profile.tags = fields["tags"]?.array.map { $0.compactMap(Self.label) }
        profile.customFields = Self.customFields(fields["custom_fields"] ?? fields["customFields"])
        return profile
    }

    /// `identifier`, in the guide's form, is a phone number or an e-mail address.
    private var identifierText: String? {
        contactFields.text("identifier") ?? content.text("identifier")
    }

    private var phoneText: String? {
        contactFields.text("phone") ?? identifierText.flatMap { PhoneNumber($0) == nil ? nil : $0 }
    }

    private var emailText: String? {
        contactFields.text("email") ?? identifierText.flatMap { EmailAddress($0) == nil ? nil : $0 }
    }

    /// A user of the workspace, or of a bare id; `nil` for none.
    static func person(_ value: JSON?) -> Assignee? {
        if let id = value?.text { return id.isEmpty ? nil : Assignee(id: id) }
        guard let fields = value?.object, let id = fields.text("id", "userId") ?? fields.text("email") else {
            return nil
        }
        return Assignee(id: id, name: name(fields), email: fields.text("email"))
    }

    private static func name(_ fields: JSONObject) -> String? {
        if let name = fields.text("name") { return name }
        let names = [fields.text("firstName"), fields.text("lastName")].compactMap(\.self)
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    /// A word, or an object that names one.
    private static func label(_ value: JSON?) -> String? {
        value?.text ?? value?.object?.text("name")
    }

    /// An object, or an array of `{name, value}`.
    private static func customFields(_ value: JSON?) -> JSONObject? {
        guard let list = value?.array else { return value?.object }
        var fields = JSONObject()
        for field in list {
            if let name = field["name"]?.text { fields[name] = field["value"] ?? .null }
        }
        return fields
    }
}
