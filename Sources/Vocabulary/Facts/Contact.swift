/// What one delivery says of a contact. `nil` means that it doesn't say, never that there is none.
package struct ContactProfile: Hashable, Sendable {
    /// The provider's own id of the contact, verbatim.
    package var providerID: String?
    package var name: String?
    /// E.164 with its `+`, where the provider's form could be read so; verbatim otherwise.
    package var phone: String?
    package var email: String?
    /// The WhatsApp id, verbatim.
    package var whatsAppID: String?
    /// BCP 47 where the provider says so.
    package var language: String?
    /// ISO 3166-1 alpha-2.
    package var country: String?
    package var avatarURL: String?
    package var lifecycle: String?
    package var status: String?
    package var assignee: Assignee?
    package var tags: [String]?
    package var customFields: JSONObject?

    package init() {}
}

/// The person or team to whom a conversation is assigned.
package struct Assignee: Hashable, Sendable {
    /// The provider's id, verbatim.
    package var id: String
    package var name: String?
    package var email: String?

    package init(id: String, name: String? = nil, email: String? = nil) {
        self.id = id
        self.name = name
        self.email = email
    }
}

/// `contact.created`
package struct ContactCreated: Hashable, Sendable {
    package var contact: ContactProfile

    package init(contact: ContactProfile) {
        self.contact = contact
    }
}

/// `contact.updated`: what the provider says of the contact now, and the tags that came and went.
package struct ContactUpdated: Hashable, Sendable {
    package var contact: ContactProfile
    package var tagsAdded: [String]
    package var tagsRemoved: [String]

    package init(contact: ContactProfile, tagsAdded: [String] = [], tagsRemoved: [String] = []) {
        self.contact = contact
        self.tagsAdded = tagsAdded
        self.tagsRemoved = tagsRemoved
    }
}
