import PostgresCluster

/// Runs `body` with a PostgreSQL server of its own, that it may stop.
func withScratchCluster(_ body: (PostgresCluster) async throws -> Void) async throws {
    let directory = "/tmp/daybook-test-outage-\(UInt64.random(in: .min ... .max))"
    let cluster = try await PostgresCluster.start(
        PostgresCluster.Options(directory: directory, settings: ["fsync": "off", "full_page_writes": "off"]))
    defer { PostgresCluster.discard(directory: cluster.directory) }
    try await body(cluster)
}
