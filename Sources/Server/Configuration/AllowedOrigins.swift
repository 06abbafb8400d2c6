/// The origins whose pages may call the server: `https://desk.example.com`, with a port where it isn't the scheme's own; or `*` for all.
package struct AllowedOrigins: Hashable, Sendable {
    private let origins: Set<String>

    /// None.
    package init() {
        origins = []
    }

    /// - Returns: `nil` when one of them is no origin: it has a path, or lacks its scheme.
    package init?(_ origins: [String]) {
        guard origins.allSatisfy({ $0 == "*" || Self.isOrigin($0) }) else { return nil }
        self.origins = Set(origins)
    }

    var isEmpty: Bool { origins.isEmpty }

    /// What to answer an origin; `nil` when it isn't one of them.
    func answer(_ origin: String) -> String? {
        if origins.contains("*") { return "*" }
        return origins.contains(origin) ? origin : nil
    }

    /// As browsers serialise them (RFC 6454, section 6.1): a scheme, a host in lower case, and perhaps a port.
    private static func isOrigin(_ text: String) -> Bool {
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return !rest.isEmpty && rest == rest.lowercased()
                && !rest.contains { "/?#@, ".contains($0) || $0.isWhitespace }
        }
        return false
    }
}
