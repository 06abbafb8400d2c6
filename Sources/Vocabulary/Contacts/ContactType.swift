/// What a contact is to the business.
package enum ContactType: String, Hashable, Sendable, CaseIterable {
    case client, expert, unknown
}

extension ContactCard {
    /// By the tags; where they don't say, by whose id the contact has. Who is both is a client, as in Respond.io's integration.
    package var type: ContactType {
        let tags = Set(tags.present.map { $0.lowercased() })
        if tags.contains("client") { return .client }
        if tags.contains("expert") { return .expert }
        if text("client_id") != nil { return .client }
        return text("expert_id") == nil ? .unknown : .expert
    }

    /// The projects that the contact takes part in, in the order in which they are named, each once.
    package var projectIDs: [String] {
        let names = [text("project_ids"), text("project_id")].compactMap(\.self)
        let ids = names.flatMap { $0.split(separator: ",") }.map { $0.trimmingSpaces }.filter { !$0.isEmpty }
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }

    /// The contact's time zone, as it was written; most often a name of the IANA's database: `America/New_York`.
    package var timeZone: String? { text("timezone") }

    /// A custom field, with its type.
    package func field(_ name: String) -> ContactField? {
        fields[name].map { ContactField(name: name, raw: $0.value) }
    }

    /// All custom fields, in the order of their names.
    package var typedFields: [ContactField] {
        fields.map { ContactField(name: $0.key, raw: $0.value.value) }.sorted { $0.name < $1.name }
    }

    /// The text of a custom field; `nil` where it has none, or only white space.
    package func text(_ name: String) -> String? {
        guard let text = fields[name]?.value.text?.trimmingSpaces, !text.isEmpty else { return nil }
        return text
    }
}

extension StringProtocol {
    /// Without spaces and tabs at either end.
    var trimmingSpaces: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        var text = self.drop(while: isSpace)[...]
        while let last = text.last, isSpace(last) { text.removeLast() }
        return String(text)
    }
}
