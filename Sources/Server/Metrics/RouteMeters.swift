import Synchronization

/// The meters of all routes. They are made with the router, so that a request finds its own without looking for it.
final class RouteMeters: Sendable {
    /// Counts requests for paths that no route has: so the router calls what it doesn't find.
    let unrouted = RouteMeter(method: "other", route: "NotFound")
    private let meters = Mutex<[RouteMeter]>([])

    /// A new meter of a route.
    func meter(method: String, route: String) -> RouteMeter {
        let meter = RouteMeter(method: method, route: route)
        meters.withLock { $0.append(meter) }
        return meter
    }

    var all: [RouteMeter] { meters.withLock { $0 } + [unrouted] }
}
