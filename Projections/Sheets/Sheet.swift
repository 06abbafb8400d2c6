import Vocabulary

/// One of the sheets. Their columns are the fields of Respond.io's contacts, in its integration's order.
package enum Sheet: String, Hashable, Sendable, CaseIterable {
    case projects, experts, clients

    /// The names of the columns, the row's key first.
    package var columns: [String] {
        switch self {
        case .projects: ["key", "project_id", "client_ids", "clients", "expert_ids", "experts"]
        case .experts:
            [
                "key", "expert_id", "name", "phone", "email", "rate_per_hour", "currency", "expertise_areas",
                "companies_worked_for", "geography", "timezone", "availability_status", "project_ids",
            ] + Self.preferenceColumns + ["payment_status", "reliability_score", "tags", "merged_into"]
        case .clients:
            ["key", "client_id", "name", "phone", "email", "company_domain", "timezone", "project_ids"]
                + Self.preferenceColumns + ["last_project_date", "total_calls", "status", "tags", "merged_into"]
        }
    }

    private static let preferenceColumns = ["no_whatsapp", "no_ai_calls", "preferred_channels", "quiet_hours"]

    /// A contact's cells in the columns behind the key.
    func cells(of contact: SheetContact) -> [SheetCell] {
        let card = contact.card
        let preferences = card.preferences
        return columns.dropFirst().map { column in
            switch column {
            case "name", "phone", "email": SheetCell(ContactTrait(rawValue: column).flatMap { card[$0] })
            case "project_ids": SheetCell(Self.list(card.projectIDs))
            case "no_whatsapp": .flag(preferences.noWhatsApp)
            case "no_ai_calls": .flag(preferences.noAICalls)
            case "preferred_channels": SheetCell(Self.list(preferences.preferredChannels))
            case "quiet_hours": SheetCell(preferences.quietHours?.description)
            case "tags": SheetCell(Self.list(card.tags.present))
            case "merged_into": SheetCell(contact.mergedInto?.description)
            default: SheetCell(card.field(column))
            }
        }
    }

    static func list(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
