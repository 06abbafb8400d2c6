import Hummingbird
import Logging

/// All routes of the server. Nothing is served that doesn't stand here.
struct RouteTable: Sendable {
    let routes: [Route]
    let meters: RouteMeters

    /// The methods that a path is answered for with 405 where it doesn't have them.
    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    /// The router of these routes: `HEAD` wherever there is `GET`, and 405 for the methods that a path lacks.
    func router(behind gate: Gate, origins: AllowedOrigins, logLevel: Logger.Level) -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.add(middleware: CrossOrigin(origins: origins))
        router.add(middleware: Exchange(level: logLevel, unrouted: meters.unrouted))
        for (template, routes) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
            let path = RouterPath(template)
            var served: Set<HTTPRequest.Method> = []
            for route in routes {
                let meter = meters.meter(method: route.method.rawValue, route: route.path)
                let handler = meter.metered(route.handler(behind: gate))
                router.on(path, method: route.method, use: handler)
                served.insert(route.method)
                if route.method == .get {
                    router.on(path, method: .head, use: handler)
                    served.insert(.head)
                }
            }
            let allowed = served.map(\.rawValue).sorted().joined(separator: ", ")
            let meter = meters.meter(method: "other", route: template)
            let refusal = meter.metered { _, _ in throw APIError.methodNotAllowed(allowed) }
            for method in Self.methods where !served.contains(method) {
                router.on(path, method: method, use: refusal)
            }
        }
        return router
    }
}
