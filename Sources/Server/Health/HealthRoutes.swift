import HTTPTypes
import Hummingbird
import Ledger
import Vocabulary

/// Whether the process lives, and whether it can do its work.
struct HealthRoutes: Sendable {
    let readiness: Readiness
    /// Of the build.
    let version: String

    var routes: [Route] {
        // The Izer webhooks' and the conversation webhooks' callers know these.
        ["/health", "/api/v1/health"].map { path in
            .open(.get, path) { _, _ in
                let report = await readiness.report()
                return Response(
                    json: report.health(version: version, at: .now()),
                    status: report.isReady ? .ok : .serviceUnavailable)
            }
        } + [
            .open(.get, "/healthz") { _, _ in Response(json: ["status": "ok"]) },
            .open(.get, "/readyz") { _, _ in
                let report = await readiness.report()
                return Response(json: report.json, status: report.isReady ? .ok : .serviceUnavailable)
            },
        ]
    }
}
