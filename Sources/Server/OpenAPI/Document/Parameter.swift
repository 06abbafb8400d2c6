import Vocabulary

/// A parameter of an operation: in the path, the query or a header.
struct Parameter: Hashable, Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let schema: Schema
    let text: String
    var isRequired = false

    static func path(_ name: String, _ schema: Schema, _ text: String) -> Parameter {
        Parameter(name: name, place: .path, schema: schema, text: text, isRequired: true)
    }

    static func query(_ name: String, _ schema: Schema, _ text: String, isRequired: Bool = false) -> Parameter {
        Parameter(name: name, place: .query, schema: schema, text: text, isRequired: isRequired)
    }

    static func header(_ name: String, _ schema: Schema, _ text: String) -> Parameter {
        Parameter(name: name, place: .header, schema: schema, text: text)
    }

    var json: JSON {
        var json: JSONObject = [
            "name": .string(name), "in": .string(place.rawValue), "required": .bool(isRequired),
            "description": .string(text), "schema": .object(schema.json),
        ]
        json["example"] = example
        return .object(json)
    }

    /// A value that somebody could give; `nil` where none is shown.
    var example: JSON? { schema.json["examples"]?.array?.first }
}
