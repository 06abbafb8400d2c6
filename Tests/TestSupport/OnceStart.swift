import PostgresCluster

/// Starts the cluster for the first caller and lets the others wait for it.
actor OnceStart {
    private typealias Outcome = Result<PostgresCluster, PostgresClusterError>

    private var outcome: Outcome?
    private var isStarting = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func cluster() async throws(PostgresClusterError) -> PostgresCluster {
        if let outcome { return try outcome.get() }
        if isStarting {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isStarting = true
            outcome = await Self.start()
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        return try await cluster()
    }

    private static func start() async -> Outcome {
        TestDirectory.removeLeftovers()
        let directory = TestDirectory.path
        // Without the waits for the disk: what a test writes need not outlive the machine. It must outlive a killed
        // server, though, so commits stay synchronous.
        let options = PostgresCluster.Options(
            directory: directory,
            settings: [
                "fsync": "off", "full_page_writes": "off", "max_connections": "300", "shared_buffers": "64MB",
                "autovacuum": "off", "max_wal_size": "256MB",
            ])
        do {
            let cluster = try await PostgresCluster.start(options)
            TestDirectory.removeAtExit(cluster.directory)
            return .success(cluster)
        } catch {
            return .failure(error)
        }
    }
}
