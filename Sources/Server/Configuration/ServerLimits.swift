/// What one caller, or all of them together, may take of the server.
package struct ServerLimits: Hashable, Sendable {
    /// Bytes of a webhook's body, where no provider sends larger ones.
    package var bodyBytes = 3 * 1024 * 1024
    /// Bytes of the bodies of signed webhooks that are in memory at once, apart from the first 16 KiB of each.
    package var heldBodyBytes = 128 * 1024 * 1024
    /// Connections at once, give or take the few that are accepted in one go. When there are nearly so many, those that have been
    /// idle for longest are closed; where none is idle, more wait in the kernel's queue until one ends.
    package var connections = 3072
    /// From the opening of a connection to the end of its first request's header.
    package var headerTimeout: Duration = .seconds(10)
    /// From the end of a request's header to the end of its body, however steadily it trickles.
    package var bodyTimeout: Duration = .seconds(30)
    /// For which a connection may lie unused between requests.
    package var idleTimeout: Duration = .seconds(75)
    /// For which a caller may leave an answer unread once the buffers are full.
    package var writeTimeout: Duration = .seconds(30)
    /// Requests a minute of one API key, at each server process; `nil` for any number. Webhooks that are signed aren't counted.
    package var keyRequests: Int? = 1000
    /// Requests a minute from one address to the webhooks of callers with API keys, at each server process; `nil` for any number.
    package var addressRequests: Int? = 100
    /// How many proxies of ours stand in front, each of which adds to `X-Forwarded-For` whom it took a request from.
    package var proxies = 0
    /// Callers that follow the ledger at once.
    package var followers = 256
    /// After which a follower that got nothing is sent a comment, so that proxies keep the connection.
    package var heartbeat: Duration = .seconds(15)

    package init() {}
}
