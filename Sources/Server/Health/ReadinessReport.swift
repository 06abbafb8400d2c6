import Vocabulary

/// What `/readyz` says.
struct ReadinessReport: Sendable {
    enum Database: String, Sendable {
        case ready
        case unreachable
        case schemaNotCurrent = "schema_not_current"
    }

    /// A provider's webhooks.
    struct SourceState: Sendable {
        var source: Source
        /// Whether any tenant has a secret for it; without one its webhooks are answered 503.
        var isConfigured: Bool
        var counts: WebhookCounters.Counts
    }

    /// A projection that follows the ledger.
    struct Follower: Sendable {
        var name: String
        /// The next event that it wants.
        var position: Position
        var hasFailed: Bool
        /// Whether another version of the code made its tables: they stay as they are until they are rebuilt.
        var isOutdated: Bool

        var state: String {
            if isOutdated { return "rebuild_due" }
            return hasFailed ? "failed" : "following"
        }
    }

    var database = Database.unreachable
    /// How many events the ledger has.
    var size: Int64?
    var followers: [Follower] = []
    var sources: [SourceState]

    init(sources: [SourceState]) {
        self.sources = sources
    }

    /// Whether requests should be sent here. A projection that lags, failed or is to be rebuilt doesn't keep webhooks from being taken.
    var isReady: Bool { database == .ready }

    var json: JSON {
        [
            "status": isReady ? "ready" : "not_ready",
            "database": .string(database.rawValue),
            "ledger": ["size": size.map(JSON.integer) ?? .null],
            "projections": .array(followers.map(json)),
            "webhooks": .array(sources.map(json)),
        ]
    }

    /// `{"status":"healthy","timestamp":…,"version":…,"dependencies":{…}}`. There is no Redis: nothing is kept in one.
    func health(version: String, at now: Timestamp) -> JSON {
        let takesCalls = sources.contains { $0.source == .elevenLabs && $0.isConfigured }
        return [
            "status": isReady ? "healthy" : "unhealthy", "timestamp": .string(now.description),
            "version": .string(version),
            "dependencies": [
                "database": isReady ? "connected" : "disconnected", "redis": "not_used",
                "elevenlabs": takesCalls ? "configured" : "not_configured",
            ],
        ]
    }

    private func json(_ follower: Follower) -> JSON {
        [
            "name": .string(follower.name), "position": .integer(follower.position.rawValue),
            "lag": .integer(max(0, (size ?? 0) - follower.position.rawValue)),
            "state": .string(follower.state),
        ]
    }

    private func json(_ state: SourceState) -> JSON {
        [
            "source": .string(state.source.rawValue), "configured": .bool(state.isConfigured),
            "accepted": .integer(Int64(state.counts.accepted)),
            "refused": .integer(Int64(state.counts.refused(isPostponement: false))),
            "postponed": .integer(Int64(state.counts.refused(isPostponement: true))),
        ]
    }
}
