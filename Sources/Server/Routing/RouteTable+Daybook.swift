import Analytics
import Contacts
import Inbox
import Ingest
import Ledger
import Pipeline
import Postgres
import ProjectionEngine
import Sheets
import TenantLookup
import Vocabulary

extension RouteTable {
    /// The routes of a Daybook server.
    init(
        _ configuration: ServerConfiguration, ledger: Ledger, projectorPool: PostgresPool, publicURL: PublicURL,
        keys: APIKeyStore, signing: SigningState, meters: ServerMeters
    ) {
        let limits = configuration.limits
        let tenants = TenantDirectory(secrets: configuration.tenants)
        let counters = meters.webhooks
        let webhooks = WebhookRoutes(
            ingest: Ingest(ledger: ledger), tenants: tenants, publicURL: publicURL, bodyLimit: limits.bodyBytes,
            bodies: BodyBudget(limit: limits.heldBodyBytes), counters: counters)
        let izer = IzerRoutes(
            webhooks: webhooks, ledger: ledger, analyst: MessageAnalyst(ledger: ledger, rules: MessageRules()))
        let events = EventRoutes(
            reader: ledger.reader, head: ledger.head, keys: keys, seats: FollowerSeats(limit: limits.followers),
            heartbeat: limits.heartbeat)
        let store = ProjectionStore(pool: projectorPool)
        let position = ReadPosition(store: store, ledger: ledger)
        let inboxQueries = InboxQueries(pool: projectorPool)
        let desk = Desk(ledger: ledger, position: position)
        let conversations = ConversationRoutes(
            queries: inboxQueries, tenants: tenants, position: position, desk: desk)
        let inbox = InboxRoutes(queries: inboxQueries, tenants: tenants, position: position, desk: desk)
        let contactQueries = ContactQueries(pool: projectorPool)
        let contacts = ContactRoutes(
            queries: contactQueries, merging: ContactMerging(contacts: contactQueries, store: store, ledger: ledger),
            position: position, tenants: tenants)
        let sheets = SheetRoutes(queries: SheetQueries(pool: projectorPool), position: position, tenants: tenants)
        let analyticsQueries = AnalyticsQueries(pool: projectorPool)
        let analytics = AnalyticsRoutes(
            queries: analyticsQueries, trace: AnalyticsTrace(queries: analyticsQueries, ledger: ledger.reader),
            position: position, tenants: tenants)
        let lookupQueries = LookupQueries(pool: projectorPool)
        let transcriptQueries = TranscriptQueries(pool: projectorPool)
        let transcripts = TranscriptRoutes(
            webhooks: webhooks, queries: transcriptQueries, reader: ledger.primary, position: position)
        let lookup = LookupRoutes(
            queries: lookupQueries, transcripts: transcriptQueries, lifetime: configuration.sessionLifetime)
        let agents = AgentRoutes(
            desk: AgentDesk(
                ledger: ledger, queries: lookupQueries, position: position, lifetime: configuration.sessionLifetime),
            tenants: tenants)
        let tree = TreeRoutes(
            reader: ledger.reader, signing: signing, tilesArePublic: configuration.tilesArePublic)
        let health = HealthRoutes(
            readiness: Readiness(
                ledger: ledger, tenants: tenants, counters: counters, versions: configuration.projections),
            version: configuration.version)
        let metrics = MetricsRoutes(
            report: MetricsReport(version: configuration.version, ledger: ledger, meters: meters))
        let routes: [Route] =
            webhooks.routes + izer.routes + transcripts.routes + events.routes + inbox.routes + conversations.routes
            + contacts.routes + sheets.routes + analytics.routes + lookup.routes + agents.routes + tree.routes
            + health.routes + metrics.routes
        let documentation = DocumentationRoutes(
            describing: routes, version: configuration.version, url: configuration.publicURL,
            listening: "http://\(configuration.host):\(configuration.port)")
        self.init(routes: routes + documentation.routes, meters: meters.routes)
    }
}
