import HTTPTypes
import Vocabulary

/// An answer that an operation may give.
struct Reply: Hashable, Sendable {
    /// What a body of one media type looks like; a `schema` of `nil` for bytes that aren't text.
    struct Content: Hashable, Sendable {
        let type: String
        let schema: Schema?
        var example: JSON?
    }

    let status: Int
    let text: String
    var content: [Content] = []
    var headers: [ReplyHeader] = []
    /// The name under which the document's components hold it, where all operations share it.
    var component: String?

    static func json(
        status: HTTPResponse.Status = .ok, _ schema: Schema, _ text: String, headers: [ReplyHeader] = [],
        example: JSON? = nil
    ) -> Reply {
        Reply(
            status: status.code, text: text,
            content: [Content(type: "application/json", schema: schema, example: example)], headers: headers)
    }

    /// A text, or bytes where `schema` is `nil`.
    static func body(
        _ type: String, _ schema: Schema?, _ text: String, headers: [ReplyHeader] = [], example: JSON? = nil
    ) -> Reply {
        Reply(
            status: 200, text: text, content: [Content(type: type, schema: schema, example: example)], headers: headers)
    }

    static func empty(_ status: HTTPResponse.Status, _ text: String, headers: [ReplyHeader] = []) -> Reply {
        Reply(status: status.code, text: text, headers: headers)
    }

    /// The same with another media type.
    func or(_ type: String, _ schema: Schema?, example: JSON? = nil) -> Reply {
        var reply = self
        reply.content.append(Content(type: type, schema: schema, example: example))
        return reply
    }

    /// As an operation has it: by reference, where it is shared.
    var json: JSON {
        if let component { return ["$ref": .string("#/components/responses/\(component)")] }
        return .object(definition)
    }

    /// The whole of it. Every answer has the request's id.
    var definition: JSONObject {
        var json: JSONObject = ["description": .string(text)]
        json["headers"] = .object(JSONObject(([.requestID] + headers).map { ($0.name, $0.reference) }))
        if !content.isEmpty { json["content"] = .object(JSONObject(content.map { ($0.type, $0.json) })) }
        return json
    }
}

extension Reply.Content {
    /// What is shown.
    var sample: JSON? { example ?? schema?.sample }

    fileprivate var json: JSON {
        guard let schema else { return [:] }
        return ["schema": .object(schema.json), "example": sample ?? .null]
    }
}
