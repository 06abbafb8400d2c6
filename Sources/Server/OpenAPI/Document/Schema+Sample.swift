import Vocabulary

extension Schema {
    /// A value that fits: the example it has, or else one put together from those of its parts.
    var sample: JSON {
        if let example = json["examples"]?.array?.first { return example }
        if let constant = json["const"] { return constant }
        if let word = json["enum"]?.array?.first { return word }
        if let name = reference { return Components.schemas.first { $0.name == name }?.schema.sample ?? .null }
        if let first = json["anyOf"]?.array?.first?.object { return Schema(json: first).sample }
        switch types.first {
        case "object": return .object(sampleMembers)
        case "array": return (json["items"]?.object).map { [Schema(json: $0).sample] } ?? []
        case "string": return "text"
        case "integer": return json["minimum"] ?? 1
        case "number": return .decimal("1.5")
        case "boolean": return false
        default: return .null
        }
    }

    private var sampleMembers: JSONObject {
        JSONObject((json["properties"]?.object ?? [:]).map { ($0.name, Schema(json: $0.value.object ?? [:]).sample) })
    }

    /// The names of the types that a value may have.
    var types: [String] {
        switch json["type"] {
        case .string(let name): [name]
        case .array(let names): names.compactMap(\.string)
        default: []
        }
    }

    /// The name of the component that it refers to.
    var reference: String? {
        json["$ref"]?.string.flatMap { $0.split(separator: "/").last.map(String.init) }
    }
}
