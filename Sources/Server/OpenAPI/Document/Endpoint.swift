import HTTPTypes

/// A route, as far as its description goes.
struct Endpoint: Hashable, Sendable {
    let method: HTTPRequest.Method
    /// A template as the router reads it.
    let path: String
    let access: Access

    /// Where the twins for each tenant are.
    static let tenantPrefix = "/t/{tenant}"

    /// Whether it is the twin, below a tenant's name, of another.
    var isOfTenant: Bool { path.hasPrefix("\(Self.tenantPrefix)/") }

    /// The path without the tenant.
    var ownPath: String { isOfTenant ? String(path.dropFirst(Self.tenantPrefix.count)) : path }

    /// The path as OpenAPI has it, where no parameter stands for several segments.
    static func documented(_ path: String) -> String {
        path.replacing("**", with: "{path}")
    }
}

extension Endpoint {
    init(_ route: Route) {
        self.init(method: route.method, path: route.path, access: route.access)
    }
}
