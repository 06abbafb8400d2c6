import Curl
import Postgres
import PostgresCluster
import Testing

extension EndToEnd {
    /// There is no room left for the ledger.
    @Suite struct DiskFullTests {
        @Test(.enabled(if: SmallDisk.canBeMounted, "needs root, and the right to mount a tmpfs"))
        func `on a full disk webhooks are answered 503, and taken again as soon as there is room`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let cluster = try await PostgresCluster.start(
                PostgresCluster.Options(
                    directory: folder.file("postgres"), settings: ["fsync": "off", "autovacuum": "off"]))
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await SmallDisk.with(megabytes: 64, ownerOf: cluster.directory) { disk in
                let database = try await Self.database(on: disk, of: cluster)
                try await Installation.with(database: database) { installation in
                    try await Server.with(installation) { server in
                        try await Self.run(installation, server, disk)
                        #expect(try await server.terminate() == 0)
                    }
                    let verification = try await installation.daybook("audit", "verify")
                    #expect(verification.status == 0, "\(verification)")
                }
            }
        }

        private static func run(_ installation: Installation, _ server: Server, _ disk: SmallDisk) async throws {
            let load = Load(seed: 51)
            var acknowledged = await load.sendOnce(0..<40, to: server)
            #expect(acknowledged.count == 40)

            try disk.fill()
            // The pages that are there already have some room.
            var next = 40
            try await eventually("a full disk") {
                let attempt = await server.attempt(seed: 51, index: next)
                #expect(attempt.status == 200 || attempt.isPostponed, "\(attempt)")
                if attempt.status == 200 { acknowledged.insert(next) }
                next += 1
                return attempt.status != 200
            }
            let attempts = await server.attempts(next..<next + 40, width: 16, seed: 51)
            #expect(attempts.allSatisfy { $0.status == 200 || $0.isPostponed })
            #expect(attempts.contains { $0.isPostponed })
            #expect(attempts.percentile(100) < .seconds(4))
            // What is there can be read as before.
            let kept = try await load.occurrences(acknowledged, in: server)
            #expect(kept.allSatisfy { $0.value == 1 })
            #expect(try await server.get("/readyz").status == 200)

            disk.free()
            try await load.sendUntilAcknowledged(0..<next + 40, to: server)
            #expect(server.process.poll() == nil, "the server had to be started again")
            let occurrences = try await load.occurrences(0..<next + 40, in: server)
            #expect(occurrences.filter { $0.value != 1 }.isEmpty)
            #expect(try await installation.eventCount() == Int64(next + 40))
            try await installation.untilInboxIsCurrent()
        }

        /// A database all of whose tables lie on the disk; the write-ahead log doesn't, as PostgreSQL can't go on without it.
        private static func database(on disk: SmallDisk, of cluster: PostgresCluster) async throws -> String {
            try await asSuperuser(of: cluster.connectionString(database: "postgres")) { connection in
                try await connection.executeScript("CREATE TABLESPACE small LOCATION '\(disk.tablespace)'")
                try await connection.executeScript("CREATE DATABASE daybook TABLESPACE small")
            }
            return cluster.connectionString(database: "daybook")
        }
    }
}
