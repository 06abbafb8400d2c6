internal import Vocabulary

/// What a CRM knows of a person beyond the address: tags and custom fields as Respond.io's integration guide names them. Told by the
/// person's number alone.
struct SampleProfile: Hashable, Sendable {
    /// The contact's number.
    let number: Int

    private static let zones = [
        "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "America/Sao_Paulo",
    ]
    private static let industries = ["automotive", "healthcare", "finance", "energy", "retail"]

    private var isClient: Bool { number % 8 < 5 }
    private var isExpert: Bool { number % 8 == 5 || number % 8 == 6 }
    /// Some two hundred people work on a project.
    private var project: String { "proj_\(number / 200)" }
    private var industry: String { Self.industries[number / 8 % Self.industries.count] }

    /// The tags of the guide's taxonomy; everybody is a guest besides.
    var tags: JSON {
        let type = isClient ? ["client", "active_project"] : isExpert ? ["expert"] : []
        return .array((["guest"] + type + [industry]).map(JSON.string))
    }

    /// `[{"name":…,"value":…}]`
    var customFields: JSON {
        let common: [(String, JSON)] = [
            ("timezone", .string(Self.zones[number % Self.zones.count])), ("project_ids", .string(project)),
            (
                "communication_preferences",
                ["no_whatsapp": .bool(number.isMultiple(of: 50)), "quiet_hours": "20:00-09:00"]
            ),
        ]
        let own: [(String, JSON)] =
            if isClient {
                [
                    ("client_id", .string("cl_\(number)")), ("company_domain", .string("@firm\(number / 10).example")),
                    ("last_project_date", .string("2026-0\(1 + number % 9)-15")),
                    ("total_calls", .integer(Int64(number % 40))), ("status", "active"),
                ]
            } else if isExpert {
                [
                    ("expert_id", .string("exp_\(number)")), ("rate_per_hour", .integer(Int64(80 + number % 300))),
                    ("currency", "EUR"), ("expertise_areas", .string(industry)), ("availability_status", "available"),
                    ("reliability_score", .integer(Int64(number % 101))),
                ]
            } else {
                []
            }
        return .array((common + own).map { ["name": .string($0.0), "value": $0.1] })
    }
}
