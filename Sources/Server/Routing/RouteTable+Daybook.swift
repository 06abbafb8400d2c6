import Inbox
import Ingest
import Ledger
import ProjectionEngine
import Vocabulary

extension RouteTable {
    /// The routes of a Daybook server.
    init(
        _ configuration: ServerConfiguration, ledger: Ledger, inbox: InboxQueries, projections: ProjectionStore,
        publicURL: PublicURL,
        keys: APIKeyStore, signing: SigningState, meters: ServerMeters
    ) {
        let limits = configuration.limits
        let tenants = TenantDirectory(secrets: configuration.tenants)
        let counters = meters.webhooks
        let webhooks = WebhookRoutes(
            ingest: Ingest(ledger: ledger), tenants: tenants, publicURL: publicURL, bodyLimit: limits.bodyBytes,
            counters: counters)
        let events = EventRoutes(
            reader: ledger.reader, head: ledger.head, keys: keys, seats: FollowerSeats(limit: limits.followers),
            heartbeat: limits.heartbeat)
        let freshness = Freshness(store: projections, projection: InboxProjection.projection.name)
        let desk = Desk(ledger: ledger, freshness: freshness)
        let conversations = ConversationRoutes(queries: inbox, tenants: tenants, freshness: freshness, desk: desk)
        let inbox = InboxRoutes(queries: inbox, tenants: tenants, freshness: freshness, desk: desk)
        let tree = TreeRoutes(
            reader: ledger.reader, signing: signing, tilesArePublic: configuration.tilesArePublic)
        let health = HealthRoutes(readiness: Readiness(ledger: ledger, tenants: tenants, counters: counters))
        let metrics = MetricsRoutes(
            report: MetricsReport(version: configuration.version, ledger: ledger, meters: meters))
        self.init(
            routes: webhooks.routes + events.routes + inbox.routes + conversations.routes + tree.routes + health.routes
                + metrics.routes,
            meters: meters.routes)
    }
}
