import Curl
import PostgresCluster
import Testing
import Vocabulary

extension EndToEnd {
    /// The database goes away, and comes back.
    @Suite struct OutageTests {
        @Test
        func `while PostgreSQL is stopped the answer is 503 within two seconds, and afterwards the server goes on`()
            async throws
        {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let cluster = try await PostgresCluster.start(
                PostgresCluster.Options(directory: folder.file("postgres"), settings: ["autovacuum": "off"]))
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await cluster.createDatabase("daybook")
            let database = cluster.connectionString(database: "daybook")
            try await Installation.with(database: database) { installation in
                try await Server.with(installation) { server in
                    let load = Load(seed: 2)
                    #expect(await load.sendOnce(0..<40, to: server).count == 40)

                    // Under load, so that connections are in use when it goes.
                    async let interrupted = load.sendOnce(40..<400, to: server)
                    try await Task.sleep(for: .milliseconds(150))
                    try await cluster.stop(.immediate)
                    let acknowledged = await interrupted
                    for index in 400..<405 { try await Self.expectPostponed(index, load, server) }
                    try await Self.expectAliveButNotReady(server)

                    let restarted = try await PostgresCluster.start(
                        PostgresCluster.Options(directory: folder.file("postgres")))
                    #expect(!restarted.wasRunning)
                    try await load.sendUntilAcknowledged(40..<405, to: server)
                    #expect(server.process.poll() == nil, "the server had to be started again")
                    // Connections that lay idle are found to be broken one by one.
                    try await eventually("readiness") { try await server.get("/readyz").status == 200 }

                    let occurrences = try await load.occurrences(0..<405, in: server)
                    #expect(occurrences.filter { $0.value != 1 }.isEmpty)
                    #expect(acknowledged.allSatisfy { occurrences[$0] == 1 })
                    #expect(try await installation.eventCount() == 405)
                    // What depends on the database comes back as well.
                    try await installation.untilInboxIsCurrent()
                    let verification = try await installation.daybook("audit", "verify")
                    #expect(verification.status == 0, "\(verification)")
                    #expect(try await server.terminate() == 0)
                }
            }
        }

        /// An answer of 503 with `Retry-After`, within the two seconds that the product promises.
        private static func expectPostponed(_ index: Int, _ load: Load, _ server: Server) async throws {
            let start = ContinuousClock.now
            let response = try await server.deliver(load.event, seed: load.seed, index: index)
            let elapsed = ContinuousClock.now - start
            #expect(response.status == 503)
            #expect(response.headers["Retry-After"].flatMap { Int($0) } != nil)
            #expect(elapsed < .seconds(2), "it took \(elapsed)")
        }

        private static func expectAliveButNotReady(_ server: Server) async throws {
            #expect(try await server.get("/healthz").status == 200)
            #expect(try await server.get("/readyz").status == 503)
            let inbox = try await server.get("/api/whatsapp/inbox")
            #expect(inbox.status == 503)
            #expect(inbox.headers["Retry-After"] != nil)
        }
    }
}
