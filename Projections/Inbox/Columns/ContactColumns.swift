package import Postgres
package import ProjectionEngine
import Vocabulary

/// What a conversation or a message shows of its contact.
package struct ContactColumns: Equatable, RowPart {
    /// The provider's id of the contact, verbatim.
    package var id: String?
    package var name: String?
    /// In E.164 with its `+`, where it could be read so; a WhatsApp id where the provider gives no number.
    package var phone: String?
    package var email: String?

    package init() {}

    init(_ profile: ContactProfile) {
        merge(profile, isNewer: true)
    }

    /// Takes over what a profile says. What comes late only fills gaps.
    mutating func merge(_ profile: ContactProfile, isNewer: Bool) {
        func choose(_ held: inout String?, _ said: String?) {
            if let said, isNewer || held == nil { held = said }
        }
        choose(&id, profile.providerID)
        choose(&name, profile.name)
        choose(&phone, profile.phone)
        choose(&email, profile.email)
        if phone == nil { phone = profile.whatsAppID }
    }

    /// The digits by which the contact is looked up.
    var digits: String? { phone.flatMap(PhoneDigits.init)?.text }

    package static var columns: [String] {
        ["contact_id", "contact_name", "contact_phone", "contact_email", "contact_digits"]
    }

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(id)
        try row.write(name)
        try row.write(phone)
        try row.write(email)
        try row.write(digits)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        id = try row.next()
        name = try row.next()
        phone = try row.next()
        email = try row.next()
        // The digits are told from the phone number.
        row.skip(1)
    }
}
