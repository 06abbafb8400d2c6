import PostgresCluster
import TestSupport

extension TestCluster {
    /// Runs `body` with a PostgreSQL server of its own, which it may stop, start and set as it likes.
    static func withOwn<R: Sendable>(_ body: (PostgresCluster) async throws -> R) async throws -> R {
        // Beside the shared one, so that it is found and removed when this process is killed.
        let directory = "\(try await shared().directory)-own-\(UInt32.random(in: .min ... .max))"
        let cluster = try await PostgresCluster.start(options(directory))
        defer { PostgresCluster.discard(directory: cluster.directory) }
        return try await body(cluster)
    }

    /// Starts a server of `withOwn` that was stopped.
    static func startOwn(_ cluster: PostgresCluster) async throws {
        _ = try await PostgresCluster.start(options(cluster.directory))
    }

    private static func options(_ directory: String) -> PostgresCluster.Options {
        PostgresCluster.Options(
            directory: directory,
            settings: ["fsync": "off", "shared_buffers": "16MB", "max_connections": "60", "autovacuum": "off"])
    }
}
