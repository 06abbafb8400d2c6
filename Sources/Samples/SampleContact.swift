package import Vocabulary

/// A made-up person who writes to us.
package struct SampleContact: Hashable, Sendable {
    /// From 1, in the order of the cast.
    package var id: Int
    /// The given name.
    package var firstName: String
    /// The family name.
    package var lastName: String
    /// E.164, of a range that is kept for fiction.
    package var phone: String
    /// Below a domain that is kept for examples (RFC 2606).
    package var email: String
    /// ISO 639-1.
    package var language: String
    /// ISO 3166-1 alpha-2.
    package var country: String
    /// Where the person writes from.
    package var medium: Channel.Medium
    /// What else is known of the person; `nil` for nothing.
    var profile: SampleProfile?

    /// Given name and family name.
    package var name: String { "\(firstName) \(lastName)" }

    /// WhatsApp's id of the person: the number without `+`.
    package var whatsAppID: String { String(phone.dropFirst()) }

    /// The business-scoped user id that WhatsApp shows instead of a number.
    package var businessScopedID: String { "\(country).1349120865530274\(1000 + id)" }

    /// Somebody like this person, with another number and address: the same `n` is the same person, and 0 this one.
    func likeness(_ n: Int) -> SampleContact {
        guard n > 0 else { return self }
        var other = self
        other.id += n * Self.cast.count
        // 555 is an area code that nobody has.
        let digits = String(other.id)
        other.phone = "+1555" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        other.email = "guest-\(digits).\(language)@example.com"
        return other
    }
}
