import PostgresCluster
import TestSupport

extension TestCluster {
    /// Runs `body` with a PostgreSQL server of its own, which it may stop, start and set as it likes.
    static func withOwn<R: Sendable>(_ body: (PostgresCluster) async throws -> R) async throws -> R {
        // The shared one is removed when the process ends, with what was left behind.
        let directory = "\(try await shared().directory)-own-\(UInt32.random(in: .min ... .max))"
        let cluster = try await PostgresCluster.start(
            PostgresCluster.Options(
                directory: directory,
                settings: ["fsync": "off", "shared_buffers": "16MB", "max_connections": "60", "autovacuum": "off"]))
        defer { PostgresCluster.discard(directory: cluster.directory) }
        return try await body(cluster)
    }
}
