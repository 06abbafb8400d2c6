/// The types of Respond.io's custom fields.
package enum ContactFieldType: String, Hashable, Sendable {
    case text, number, date, json
}

/// A custom field of a contact, with the type that it is meant to have.
package struct ContactField: Hashable, Sendable {
    /// What a value is, read as its field's type.
    package enum Value: Hashable, Sendable {
        case text(String)
        /// A number as RFC 8259 §6 spells it.
        case number(JSON)
        /// `2025-01-15`.
        case date(String)
        case json(JSON)
    }

    package let name: String
    /// `nil` for a field that isn't one of those agreed on.
    package let type: ContactFieldType?
    /// As it came.
    package let raw: JSON
    /// As the field's type; `nil` where there is no value, or one that doesn't fit.
    package let value: Value?

    package init(name: String, raw: JSON) {
        self.name = name
        self.raw = raw
        type = Self.types[name]
        value = raw.isNull ? nil : Value(raw, as: type)
    }

    /// Whether the value is of the field's type. One that isn't is kept as it came.
    package var fits: Bool { raw.isNull || value != nil }

    /// The fields that clients and experts have in Respond.io, and those that the integration guide's webhooks show.
    package static let types: [String: ContactFieldType] = clientFields.merging(expertFields) { own, _ in own }
        .merging(["project_id": .text, "preferences": .json]) { own, _ in own }

    /// The fields of a client.
    package static let clientFields: [String: ContactFieldType] = [
        "client_id": .text, "company_domain": .text, "timezone": .text, "project_ids": .text,
        "communication_preferences": .json, "last_project_date": .date, "total_calls": .number, "status": .text,
    ]

    /// The fields of an expert.
    package static let expertFields: [String: ContactFieldType] = [
        "expert_id": .text, "rate_per_hour": .number, "currency": .text, "expertise_areas": .text,
        "companies_worked_for": .text, "geography": .text, "timezone": .text, "availability_status": .text,
        "project_ids": .text, "communication_preferences": .json, "payment_status": .text, "reliability_score": .number,
    ]
}

extension ContactField.Value {
    /// Reads a value; `nil` when it isn't of the type.
    init?(_ raw: JSON, as type: ContactFieldType?) {
        switch type {
        case .text:
            guard let text = raw.text else { return nil }
            self = .text(text)
        case .number:
            guard let number = Self.number(raw) else { return nil }
            self = .number(number)
        case .date:
            guard let date = Self.date(raw) else { return nil }
            self = .date(date)
        case .json:
            guard let value = Self.structure(raw) else { return nil }
            self = .json(value)
        case nil: self = .json(raw)
        }
    }

    /// A number, or a text that is one.
    private static func number(_ raw: JSON) -> JSON? {
        switch raw {
        case .integer, .decimal: return raw
        case .string(let text):
            guard let value = try? JSON(parsing: Array(text.utf8)) else { return nil }
            switch value {
            case .integer, .decimal: return value
            default: return nil
            }
        default: return nil
        }
    }

    /// A day, or the day of a moment in UTC: `2025-01-15`, RFC 3339, seconds or milliseconds since the epoch.
    private static func date(_ raw: JSON) -> String? {
        if let count = raw.integer {
            let moment = count.magnitude < 100_000_000_000 ? Timestamp(seconds: count) : Timestamp(milliseconds: count)
            return moment.map { String($0.description.prefix(10)) }
        }
        guard let text = raw.string else { return nil }
        let moment = Timestamp(text.utf8.count == 10 ? "\(text)T00:00:00Z" : text)
        return moment.map { String($0.description.prefix(10)) }
    }

    /// An object or array, or a text that is one as JSON.
    private static func structure(_ raw: JSON) -> JSON? {
        switch raw {
        case .object, .array: return raw
        case .string(let text):
            guard let value = try? JSON(parsing: Array(text.utf8)) else { return nil }
            return value.object != nil || value.array != nil ? value : nil
        default: return nil
        }
    }
}
