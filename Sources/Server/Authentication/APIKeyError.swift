/// Why a key doesn't let its bearer in, and what to do. Safe to show.
package enum APIKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not in the form of a key.
    case malformed
    /// No such key, or not its secret.
    case unknown
    case revoked
    case expired
    /// The database can't be asked now.
    case unavailable

    package var description: String {
        switch self {
        case .malformed: "That isn't an API key: one looks like dbk_<id>_<secret>."
        case .unknown: "The API key is not known. Make one with: daybook keys create"
        case .revoked: "The API key was revoked. Make a new one with: daybook keys create"
        case .expired: "The API key has expired. Make a new one with: daybook keys create"
        case .unavailable: "API keys can't be checked while the database is away. Try again shortly."
        }
    }
}
