import HTTPTypes
import Vocabulary

/// An operation at a route that the server has.
struct OperationOfRoute: Sendable {
    let operation: Operation
    let endpoint: Endpoint

    var id: String { endpoint.isOfTenant ? "\(operation.id)OfTenant" : operation.id }

    var parameters: [Parameter] { (endpoint.isOfTenant ? [.tenant] : []) + operation.parameters }

    /// All that it may answer, by status.
    var replies: [Reply] {
        var replies = operation.replies
        for reply in shared where !replies.contains(where: { $0.status == reply.status }) { replies.append(reply) }
        if case .key = endpoint.access, isCounted {
            replies = replies.map { reply in
                var reply = reply
                if (200..<300).contains(reply.status) { reply.headers += ReplyHeader.rates }
                return reply
            }
        }
        return replies.sorted { $0.status < $1.status }
    }

    /// What follows from who may call it.
    private var shared: [Reply] {
        let tenant: [Reply] = endpoint.isOfTenant ? [.unknownTenant] : []
        let body: [Reply] = operation.body == nil ? [] : [.badRequest, .bodyTooLarge]
        switch endpoint.access {
        case .open: return tenant + body
        case .signed: return tenant + body + [.notAuthentic, .internalError, .notConfigured]
        case .key:
            return tenant + body + [.unauthorized, .forbidden] + (isCounted ? [.tooManyRequests] : [])
                + [.internalError, .unavailable]
        }
    }

    /// Whoever watches the service may always look.
    private var isCounted: Bool { endpoint.access != .key(.metrics) }

    /// Who may call it, for people.
    var caller: String {
        switch endpoint.access {
        case .open: "Anybody."
        case .signed(let source): "Signed by \(source)."
        case .key(let scope): "An API key with the scope `\(scope)`."
        }
    }

    var json: JSON {
        var json: JSONObject = [
            "operationId": .string(id), "tags": [.string(operation.area.rawValue)],
            "summary": .string(operation.summary),
            "description": .string([operation.text, caller].compactMap(\.self).joined(separator: "\n\n")),
            "security": security,
        ]
        if !parameters.isEmpty { json["parameters"] = .array(parameters.map(\.json)) }
        json["requestBody"] = operation.body?.json
        json["responses"] = .object(JSONObject(replies.map { ("\($0.status)", $0.json) }))
        return .object(json)
    }

    /// One of these is enough; an empty list for what is open.
    private var security: JSON {
        switch endpoint.access {
        case .open: []
        case .signed(let source):
            .array(SecurityScheme.of(source, endpoint.method).map { .object([$0.rawValue: []]) })
        // The scopes of a key stand here since 3.1, as the roles that are needed.
        case .key(let scope):
            [
                [SecurityScheme.bearer.rawValue: [.string(scope.rawValue)]],
                [SecurityScheme.apiKey.rawValue: [.string(scope.rawValue)]],
            ]
        }
    }
}
