import Hummingbird
import Vocabulary

/// A method of a path, who may call it, and what answers. There is no route without an answer to who may call it.
struct Route: Sendable {
    typealias Handler = @Sendable (Request, ServerContext) async throws -> Response
    typealias KeyedHandler = @Sendable (Request, ServerContext, Principal) async throws -> Response

    private enum Answer: Sendable {
        case open(Handler)
        case signed(Source, Handler)
        case keyed(Scope, KeyedHandler)
    }

    let method: HTTPRequest.Method
    /// A template as the router reads it: `/t/{tenant}/webhook/respond-io`.
    let path: String
    private let answer: Answer

    /// A route that anybody may call.
    static func open(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: method, path: path, answer: .open(handler))
    }

    /// A route whose requests a provider signs, which the handler checks.
    static func signed(
        by source: Source, _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler
    ) -> Route {
        Route(method: method, path: path, answer: .signed(source, handler))
    }

    /// A route for keys of a scope.
    static func keyed(
        _ scope: Scope, _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping KeyedHandler
    ) -> Route {
        Route(method: method, path: path, answer: .keyed(scope, handler))
    }

    var access: Access {
        switch answer {
        case .open: .open
        case .signed(let source, _): .signed(source)
        case .keyed(let scope, _): .key(scope)
        }
    }

    /// The handler behind the gate.
    func handler(behind gate: Gate) -> Handler {
        switch answer {
        case .open(let handler), .signed(_, let handler): handler
        case .keyed(let scope, let handler):
            { request, context in
                try gate.spend(request, context, for: scope)
                let principal = try await gate.admit(request, for: scope)
                let allowance = try gate.spend(principal, for: scope)
                var response = try await handler(request, context, principal)
                for field in allowance?.headers ?? [:] { response.headers[field.name] = field.value }
                return response
            }
        }
    }
}
