import Vocabulary

/// A JSON Schema (draft 2020-12, as OpenAPI 3.1 embeds it), put together from values.
struct Schema: Hashable, Sendable {
    private(set) var json: JSONObject

    /// Anything at all: what a provider or an agent sent, verbatim.
    static let anything = Schema(json: [:])
    static let text = Schema(json: ["type": "string"])
    static let flag = Schema(json: ["type": "boolean"])
    static let number = Schema(json: ["type": "number"])
    static let integer = Schema(json: ["type": "integer", "format": "int64"])
    /// An object whose members aren't described.
    static let freeObject = Schema(json: ["type": "object"])
    static let null = Schema(json: ["type": "null"])

    /// One of these words.
    static func word(_ words: [String]) -> Schema {
        Schema(json: ["type": "string", "enum": .array(words.map(JSON.string))])
    }

    /// One of the words of a type.
    static func word<Name: RawRepresentable<String> & CaseIterable>(of type: Name.Type) -> Schema {
        word(type.allCases.map(\.rawValue))
    }

    /// Always this text.
    static func constant(_ text: String) -> Schema {
        Schema(json: ["type": "string", "const": .string(text)])
    }

    /// Always this truth value.
    static func constant(_ flag: Bool) -> Schema {
        Schema(json: ["type": "boolean", "const": .bool(flag)])
    }

    static func text(pattern: String) -> Schema { text.with("pattern", .string(pattern)) }

    static func text(format: String) -> Schema { text.with("format", .string(format)) }

    /// A text within the server's bounds, which are in bytes of UTF-8. JSON Schema counts characters, of which none has less than one.
    static func text(atMost bytes: Int, atLeast shortest: Int = 0) -> Schema {
        let bounded = text.with("maxLength", .integer(Int64(bytes))).with(bytesKeyword, .integer(Int64(bytes)))
        return shortest > 0 ? bounded.with("minLength", .integer(Int64(shortest))) : bounded
    }

    /// What says the true bound of a text.
    static let bytesKeyword = "x-max-bytes"

    /// A text that isn't empty.
    static let someText = text.with("minLength", 1)

    static func integer(in bounds: ClosedRange<Int>) -> Schema {
        integer.with("minimum", .integer(Int64(bounds.lowerBound)))
            .with("maximum", .integer(Int64(bounds.upperBound)))
    }

    static func integer(atLeast minimum: Int) -> Schema { integer.with("minimum", .integer(Int64(minimum))) }

    static func array(of element: Schema) -> Schema {
        Schema(json: ["type": "array", "items": .object(element.json)])
    }

    /// An object with any names whose values are all of one form.
    static func map(of value: Schema) -> Schema {
        Schema(json: ["type": "object", "additionalProperties": .object(value.json)])
    }

    /// An object with these members, all of which are always there but for the optional ones.
    static func object(_ members: KeyValuePairs<String, Schema>, optional: Set<String> = []) -> Schema {
        let required = members.map(\.key).filter { !optional.contains($0) }
        var json: JSONObject = [
            "type": "object", "properties": .object(JSONObject(members.map { ($0.key, .object($0.value.json)) })),
        ]
        if !required.isEmpty { json["required"] = .array(required.map(JSON.string)) }
        return Schema(json: json)
    }

    static func either(_ schemas: Schema...) -> Schema {
        Schema(json: ["anyOf": .array(schemas.map { .object($0.json) })])
    }

    /// The schema of this name in the document's components.
    static func named(_ name: String) -> Schema {
        Schema(json: ["$ref": .string("#/components/schemas/\(name)")])
    }
}

extension Schema {
    /// The same, or null.
    var nullable: Schema {
        guard let type = json["type"] else { return .either(self, .null) }
        var schema = with("type", [type, "null"])
        if let words = json["enum"]?.array { schema = schema.with("enum", .array(words + [.null])) }
        return schema
    }

    /// With what it means, for people.
    func means(_ text: String) -> Schema { with("description", .string(text)) }

    func example(_ value: JSON) -> Schema { with("examples", [value]) }

    /// - Parameter value: what holds where nothing is given.
    func otherwise(_ value: JSON) -> Schema { with("default", value) }

    func with(_ name: String, _ value: JSON) -> Schema {
        var schema = self
        schema.json[name] = value
        return schema
    }

    /// The members of an object with those of another behind them.
    func adding(_ other: Schema) -> Schema {
        var properties = json["properties"]?.object ?? [:]
        for member in other.json["properties"]?.object ?? [:] { properties[member.name] = member.value }
        let required = (json["required"]?.array ?? []) + (other.json["required"]?.array ?? [])
        return with("properties", .object(properties)).with("required", .array(required))
    }
}
