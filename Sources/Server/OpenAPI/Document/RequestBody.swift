import Vocabulary

/// The body that an operation takes.
struct RequestBody: Hashable, Sendable {
    /// A body that the server takes as it stands.
    struct Example: Hashable, Sendable {
        let name: String
        let value: JSON
    }

    var type = "application/json"
    let schema: Schema
    var isRequired = true
    /// The first is the one that is shown at once.
    let examples: [Example]

    static func json(_ schema: Schema, _ examples: KeyValuePairs<String, JSON>) -> RequestBody {
        RequestBody(schema: schema, examples: examples.map { Example(name: $0.key, value: $0.value) })
    }

    static func form(_ schema: Schema, _ examples: KeyValuePairs<String, JSON>) -> RequestBody {
        var body = json(schema, examples)
        body.type = "application/x-www-form-urlencoded"
        return body
    }

    var json: JSON {
        let examples = examples.map { ($0.name, JSON.object(["value": $0.value])) }
        let content: JSON = ["schema": .object(schema.json), "examples": .object(JSONObject(examples))]
        return ["required": .bool(isRequired), "content": .object([type: content])]
    }
}
