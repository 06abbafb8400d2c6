import Hummingbird
import Vocabulary

/// Whether the process lives, and whether it can do its work.
struct HealthRoutes: Sendable {
    let readiness: Readiness

    var routes: [Route] {
        [
            .open(.get, "/healthz") { _, _ in Response(json: ["status": "ok"]) },
            .open(.get, "/readyz") { _, _ in
                let report = await readiness.report()
                return Response(json: report.json, status: report.isReady ? .ok : .serviceUnavailable)
            },
        ]
    }
}
