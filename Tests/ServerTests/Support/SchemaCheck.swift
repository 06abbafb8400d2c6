import Vocabulary

/// Looks for what in a value doesn't fit its schema, in the words of JSON Schema that the API's document uses.
///
/// Stricter than the document in one thing: a described object must have no member that isn't described.
struct SchemaCheck {
    /// The whole document, for references.
    let document: JSON

    /// What doesn't fit, each with its place; empty for a value that does.
    func problems(_ value: JSON, _ schema: JSON, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.string {
            guard let target = resolve(reference) else { return ["\(place): \(reference) leads nowhere"] }
            return problems(value, target, at: place)
        }
        if let choices = schema["anyOf"]?.array {
            let found = choices.map { problems(value, $0, at: place) }
            return found.contains([]) ? [] : found.min { $0.count < $1.count } ?? []
        }
        guard hasType(value, schema) else { return ["\(place): wrong type"] }
        return wordProblems(value, schema, place) + textProblems(value, schema, place)
            + memberProblems(value, schema, place) + elementProblems(value, schema, place)
    }

    /// What a reference within the document leads to.
    func resolve(_ reference: String) -> JSON? {
        reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
    }

    private func hasType(_ value: JSON, _ schema: JSON) -> Bool {
        let types =
            switch schema["type"] {
            case .string(let name): [name]
            case .array(let names): names.compactMap(\.string)
            default: [String]()
            }
        guard !types.isEmpty else { return true }
        return switch value {
        case .null: types.contains("null")
        case .bool: types.contains("boolean")
        case .integer: types.contains("integer") || types.contains("number")
        case .decimal: types.contains("number")
        case .string: types.contains("string")
        case .array: types.contains("array")
        case .object: types.contains("object")
        }
    }

    private func wordProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        if let words = schema["enum"]?.array, !words.contains(value) { return ["\(place): not one of the words"] }
        if let constant = schema["const"], constant != value { return ["\(place): not the constant"] }
        if let least = schema["minimum"]?.integer, let number = value.integer, number < least {
            return ["\(place): below \(least)"]
        }
        if let most = schema["maximum"]?.integer, let number = value.integer, number > most {
            return ["\(place): above \(most)"]
        }
        return []
    }

    private func textProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let text = value.string else { return [] }
        if let pattern = schema["pattern"]?.string {
            guard let regex = try? Regex(pattern) else { return ["\(place): the pattern isn't one"] }
            if text.firstMatch(of: regex) == nil { return ["\(place): doesn't match \(pattern)"] }
        }
        if let most = schema["maxLength"]?.integer, text.unicodeScalars.count > most { return ["\(place): too long"] }
        if let least = schema["minLength"]?.integer, text.unicodeScalars.count < least {
            return ["\(place): too short"]
        }
        return switch schema["format"]?.string {
        case "date-time" where Timestamp(text) == nil: ["\(place): no time"]
        case "uuid" where EventID(text) == nil: ["\(place): no UUID"]
        default: []
        }
    }

    private func memberProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let object = value.object else { return [] }
        let properties = schema["properties"]?.object
        let missing = (schema["required"]?.array ?? []).compactMap(\.string).filter { object[$0] == nil }
        let others = schema["additionalProperties"]
        return missing.map { "\(place)/\($0): missing" }
            + object.flatMap { member -> [String] in
                let below = "\(place)/\(member.name)"
                if let own = properties?[member.name] { return problems(member.value, own, at: below) }
                if case .object = others ?? .null { return problems(member.value, others ?? [:], at: below) }
                return properties == nil || others == true ? [] : ["\(below): isn't described"]
            }
    }

    private func elementProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        guard let elements = value.array, let schema = schema["items"] else { return [] }
        return elements.enumerated().flatMap { problems($0.element, schema, at: "\(place)/\($0.offset)") }
    }
}
