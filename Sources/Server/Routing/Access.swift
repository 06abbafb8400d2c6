import Vocabulary

/// Who may call a route.
enum Access: Hashable, Sendable {
    /// Anybody.
    case open
    /// A provider that signs its requests.
    case signed(Source)
    /// The bearer of an API key with this scope.
    case key(Scope)
}
