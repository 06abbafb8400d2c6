import Curl
import Glibc
import Postgres
import PostgresCluster
import Testing
import Vocabulary

extension EndToEnd {
    /// A rebuild, and the database below it, are killed where it hurts most.
    @Suite struct RebuildCrashTests {
        /// What breaks.
        enum Blow: Sendable {
            case process, connections, database
        }

        @Test func `killed after it has written, while webhooks come in and pages are read, it goes on from there`()
            async throws
        {
            try await Installation.withInbox { installation, server in
                try await Self.fill(installation, server)
                let trigger = try installation.start(
                    "trigger", "respond.io", "message.received", "--to", server.url, "--count", "240", "--rate", "40")
                defer { trigger.kill() }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await Self.readPages(of: server) { trigger.poll() == nil } }
                    try await RebuildHold.at(.reading, of: installation) { hold in
                        let rebuild = try installation.startRebuild()
                        defer { rebuild.kill() }
                        try await hold.untilReached()
                        rebuild.send(SIGKILL)
                        #expect(try await rebuild.end() == 128 + SIGKILL)
                        #expect(try await installation.exchanges() == 0)
                        try await hold.release()
                        let reports = try await installation.rebuildAll()
                        #expect(reports.map { $0["start"] } == Array(repeating: 1000, count: 5))
                    }
                    try await group.waitForAll()
                }
                #expect(trigger.poll() == 0, "\(trigger.errors)")
                try await Self.expectSound(installation)
            }
        }

        @Test(arguments: [
            (RebuildHold.Place.swapping, Blow.process), (.swapping, .connections), (.reading, .database),
            (.swapping, .database),
        ])
        func `whatever breaks, the old tables serve and are followed, and the next rebuild goes on`(
            place: RebuildHold.Place, blow: Blow
        ) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let cluster = try await PostgresCluster.start(
                PostgresCluster.Options(
                    directory: folder.file("postgres"), settings: ["fsync": "off", "autovacuum": "off"])
            )
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await cluster.createDatabase("daybook")
            try await Installation.withInbox(database: cluster.connectionString(database: "daybook")) {
                installation, server in
                try await Self.fill(installation, server)
                let before = try await installation.inboxDigests()
                let rebuild = try await RebuildHold.at(place, of: installation) { hold in
                    let rebuild = try installation.startRebuild()
                    try await hold.untilReached()
                    // Webhooks are taken meanwhile. Its commit also brings what is written so far to disk.
                    #expect(try await server.deliver("message.received", seed: 78).status == 200)
                    try await Self.strike(blow, rebuild, installation, cluster)
                    return rebuild
                }
                defer { rebuild.kill() }
                let status = try await rebuild.end()
                #expect(status == (blow == .process ? 128 + SIGKILL : 1), "\(rebuild.errors)")

                #expect(try await installation.exchanges() == 0)
                #expect(try await installation.unrecordedSwaps() == 0)
                // Connections that lay idle are found to be broken one by one.
                try await eventually("a page") { try await server.get("/api/whatsapp/inbox").status == 200 }
                try await Load(seed: 79).sendUntilAcknowledged(0..<1, to: server)
                try await installation.untilAllAreCurrent()
                #expect(try await installation.inboxDigests() != before)

                let reports = try await installation.rebuildAll()
                #expect(reports.count == 5)
                for report in reports { #expect(report["start"]?.integer ?? 0 >= 1000, "\(rebuild.errors) \(report)") }
                try await Self.expectSound(installation)
            }
        }

        @Test(arguments: [RebuildHold.Place.reading, .swapping])
        func `interrupted in the middle, it leaves no trace`(place: RebuildHold.Place) async throws {
            try await Installation.withInbox { installation, server in
                try await Self.fill(installation, server)
                let before = try await installation.inboxDigests()
                try await RebuildHold.at(place, of: installation) { hold in
                    let rebuild = try installation.startRebuild()
                    defer { rebuild.kill() }
                    try await hold.untilReached()
                    rebuild.send(SIGINT)
                    #expect(try await rebuild.end() == 1)
                    #expect(rebuild.errors.contains("It was interrupted"), "\(rebuild.errors)")
                    #expect(try await installation.generations() == 0)
                }
                #expect(try await installation.inboxDigests() == before)
                #expect(try await installation.swaps() == 0)
                #expect(try await installation.unrecordedSwaps() == 0)
            }
        }

        /// More than a rebuild takes at once.
        private static func fill(_ installation: Installation, _ server: Server) async throws {
            try await Load(seed: 40).sendUntilAcknowledged(0..<1000, to: server)
            try await installation.untilAllAreCurrent()
        }

        private static func readPages(of server: Server, while goesOn: () -> Bool) async throws {
            while goesOn() {
                let page = try await server.get("/api/whatsapp/inbox?limit=20")
                #expect(page.status == 200, "\(page.text)")
                #expect(try page.json()["messages"]?.array?.count == 20)
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        private static func strike(
            _ blow: Blow, _ rebuild: ChildProcess, _ installation: Installation, _ cluster: PostgresCluster
        ) async throws {
            switch blow {
            case .process: rebuild.send(SIGKILL)
            case .connections:
                try await installation.asSuperuser { owner in
                    _ = try await owner.query(
                        """
                        SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
                        WHERE relation = 'projections'::regclass AND mode = 'RowShareLock'
                        """)
                }
            case .database: try await cluster.restart(.immediate)
            }
        }

        /// Nothing is left over, each swap is recorded once, and all tables are what the ledger makes.
        private static func expectSound(_ installation: Installation) async throws {
            #expect(try await installation.generations() == 0)
            #expect(try await installation.exchanges() == 5)
            #expect(try await installation.swaps() == 5)
            #expect(try await installation.unrecordedSwaps() == 0)
            try await installation.untilAllAreCurrent()
            let verified = try await installation.daybook("projections", "verify", "--all")
            #expect(verified.status == 0, "\(verified)")
        }
    }
}

extension Installation {
    /// Starts a rebuild of all projections that writes after each batch what it has folded.
    fileprivate func startRebuild() throws -> ChildProcess {
        try start("projections", "rebuild", "--all", "--write-every", "0")
    }
}
