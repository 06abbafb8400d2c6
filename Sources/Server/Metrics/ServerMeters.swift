import Measures
import Postgres

/// What the server counts of itself, and the pools it shows.
final class ServerMeters: Sendable {
    let webhooks = WebhookCounters()
    let routes = RouteMeters()
    /// Callers' connections that are open.
    let connections = Gauge()
    let pools: [(name: String, pool: PostgresPool)]

    init(pools: [(name: String, pool: PostgresPool)]) {
        self.pools = pools
    }
}
