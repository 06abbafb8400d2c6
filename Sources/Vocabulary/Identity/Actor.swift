/// Who did what an event records. Printed as `provider:twilio`, `pipeline:<version>`, `key:<id>`, `user:<id>`, `system`.
package enum Actor: Hashable, Sendable, LosslessStringConvertible {
    case provider(Source)
    case pipeline(version: String)
    case key(id: String)
    case user(id: String)
    case system

    package init?(_ description: String) {
        if description == "system" {
            self = .system
            return
        }
        guard let colon = description.firstIndex(of: ":") else { return nil }
        let name = String(description[description.index(after: colon)...])
        guard !name.isEmpty else { return nil }
        switch description[..<colon] {
        case "provider":
            guard let source = Source(name) else { return nil }
            self = .provider(source)
        case "pipeline": self = .pipeline(version: name)
        case "key": self = .key(id: name)
        case "user": self = .user(id: name)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .provider(let source): "provider:\(source)"
        case .pipeline(let version): "pipeline:\(version)"
        case .key(let id): "key:\(id)"
        case .user(let id): "user:\(id)"
        case .system: "system"
        }
    }
}
