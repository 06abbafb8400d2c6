import HTTPTypes
import Vocabulary

extension Operation {
    static let health: [Operation] =
        [
            Operation(
                .get, "/healthz", id: "isAlive", .operation, "Whether the process lives",
                replies: [.json(.object(["status": .constant("ok")]), "It does.")]),
            Operation(
                .get, "/readyz", id: "isReady", .operation, "Whether it can do its work",
                replies: [
                    .json(.named("Readiness"), "It can, even where a projection lags or is to be rebuilt."),
                    .json(status: .serviceUnavailable, .named("Readiness"), "It can't; send requests elsewhere."),
                ]),
        ]
        + [("/health", "getHealth"), ("/api/v1/health", "getHealthV1")].map { path, id in
            Operation(
                .get, path, id: id, .operation, "The same in the form of the conversation webhook API",
                replies: [
                    .json(.named("Health"), "It can do its work."),
                    .json(status: .serviceUnavailable, .named("Health"), "It can't."),
                ])
        } + [
            Operation(
                .get, "/metrics", id: "getMetrics", .operation, "Numbers for Prometheus",
                text: "For a key without a tenant.",
                replies: [
                    .body(
                        "text/plain", .text, "Prometheus's text format, version 0.0.4.", headers: [.cacheControl],
                        example:
                            "# HELP daybook_database_up Whether …\n# TYPE daybook_database_up gauge\ndaybook_database_up 1\n"
                    )
                ])
        ]
}
