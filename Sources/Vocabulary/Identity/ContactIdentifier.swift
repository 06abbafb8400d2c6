/// One of the many identifiers of a contact, as a provider showed it.
///
/// None of them is taken for the contact itself: phones change hands, and some contacts have none. It is personal data, and
/// reaches the envelope of an event only through a keyed hash.
package struct ContactIdentifier: Hashable, Sendable {
    /// What kind of identifier it is; two kinds never match each other.
    package enum Kind: Hashable, Sendable, LosslessStringConvertible {
        /// A phone number in E.164 with its `+`.
        case phone
        /// An e-mail address, lower-cased.
        case email
        /// A WhatsApp id (`wa_id`): digits without `+`, or whatever WhatsApp sends.
        case whatsApp
        /// A provider's own id of the contact, verbatim. The strongest that provider has.
        case provider(Source)
        /// A provider's id of a conversation that it has with one contact, for what names nothing else.
        case conversation(Source)
        /// The tenant itself, for events that are about no contact.
        case tenant
        /// A delivery of several contacts' messages, by its key: a subject of its own, whose data key can be destroyed when one of
        /// them is erased.
        case delivery

        package init?(_ description: String) {
            switch description {
            case "phone": self = .phone
            case "email": self = .email
            case "whatsapp": self = .whatsApp
            case "tenant": self = .tenant
            case "delivery": self = .delivery
            default:
                let parts = description.split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2, let source = Source(parts[1]) else { return nil }
                switch parts[0] {
                case "contact": self = .provider(source)
                case "conversation": self = .conversation(source)
                default: return nil
                }
            }
        }

        package var description: String {
            switch self {
            case .phone: "phone"
            case .email: "email"
            case .whatsApp: "whatsapp"
            case .provider(let source): "contact:\(source)"
            case .conversation(let source): "conversation:\(source)"
            case .tenant: "tenant"
            case .delivery: "delivery"
            }
        }
    }

    package let kind: Kind
    /// Normalised within its kind, so that equal identifiers are equal strings.
    package let value: String

    package init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}
