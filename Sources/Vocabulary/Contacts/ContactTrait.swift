/// What providers say of a contact in words of their own form.
package enum ContactTrait: String, Hashable, Sendable, CaseIterable {
    case name
    /// E.164 where it could be read so.
    case phone
    case email
    /// BCP 47.
    case language
    /// ISO 3166-1 alpha-2.
    case country
    case avatarURL = "avatar_url"
    case lifecycle
    /// The provider's own word for how the contact stands.
    case status
}

extension ContactProfile {
    /// What the profile says of a trait; `nil` where it doesn't.
    func trait(_ trait: ContactTrait) -> String? {
        switch trait {
        case .name: name
        case .phone: phone
        case .email: email
        case .language: language
        case .country: country
        case .avatarURL: avatarURL
        case .lifecycle: lifecycle
        case .status: status
        }
    }

    /// The identifiers that the profile shows.
    ///
    /// - Parameter source: whose id of the contact it holds.
    package func identifiers(from source: Source) -> [ContactIdentifier] {
        var identifiers: [ContactIdentifier] = []
        if let providerID { identifiers.append(ContactIdentifier(.provider(source), providerID)) }
        if let phone { identifiers.append(ContactIdentifier(.phone, phone)) }
        if let email { identifiers.append(ContactIdentifier(.email, email)) }
        if let whatsAppID { identifiers.append(ContactIdentifier(.whatsApp, whatsAppID)) }
        return identifiers
    }
}
