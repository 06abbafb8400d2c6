import Curl
import Postgres
import PostgresCluster
import Testing
import Vocabulary

extension EndToEnd {
    /// Servers and database are killed under load. `tools/bench chaos` does the same at full size.
    @Suite struct ChaosTests {
        @Test(arguments: [(servers: 1, deliveries: 4000), (servers: 2, deliveries: 3000)])
        func `whatever is killed, each acknowledged delivery is in the ledger once, and nothing else is`(
            servers: Int, deliveries: Int
        ) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let options = PostgresCluster.Options(
                directory: folder.file("postgres"),
                settings: ["fsync": "off", "autovacuum": "off", "max_connections": "200"])
            let cluster = try await PostgresCluster.start(options)
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await cluster.createDatabase("daybook")
            let database = cluster.connectionString(database: "daybook")
            try await Installation.with(database: database) { installation in
                try await Self.withSupervisors(servers, installation) { supervisors in
                    let chaos = Chaos(deliveries: deliveries)
                    async let load: Void = chaos.run { caller in supervisors[caller % servers].port }
                    try await Self.wreak(chaos, supervisors, cluster)
                    try await load
                }
                try await Self.expectExactlyOnce(Chaos(deliveries: deliveries).messageIDs, installation)
                let verification = try await installation.daybook("audit", "verify")
                #expect(verification.status == 0, "\(verification)")
            }
        }

        /// Kills a server four times, each in its turn, and the database twice, while the load goes on.
        private static func wreak(
            _ chaos: Chaos, _ supervisors: [Supervisor], _ cluster: PostgresCluster
        ) async throws {
            var kills = 0
            for step in 1...6 {
                try await eventually("so many acknowledgements") {
                    chaos.acknowledged >= chaos.deliveries * step / 8
                }
                if step.isMultiple(of: 3) {
                    try await cluster.restart(.immediate)
                } else {
                    try supervisors[kills % supervisors.count].killAndRestart()
                    kills += 1
                }
            }
            #expect(chaos.acknowledged < chaos.deliveries, "the load was over before the last of it")
        }

        /// Reads the ledger through the API of a fresh server, opened, and compares it with what was sent.
        private static func expectExactlyOnce(_ sent: Set<String>, _ installation: Installation) async throws {
            try await Server.with(installation) { server in
                let events = try await server.events()
                #expect(events.compactMap { $0["position"]?.integer } == Array(0..<Int64(events.count)))
                let kept = try events.map { event in
                    try Chaos.messageID(ofBody: Array((event["body"]?["text"]?.string ?? "").utf8))
                }
                let counts = Dictionary(kept.map { ($0, 1) }, uniquingKeysWith: +)
                #expect(counts.filter { $0.value != 1 }.isEmpty)
                #expect(Set(kept).subtracting(sent).isEmpty)
                // Every delivery was acknowledged in the end.
                #expect(sent.subtracting(kept).isEmpty)
                try await installation.untilInboxIsCurrent()
            }
        }

        private static func withSupervisors(
            _ count: Int, _ installation: Installation, _ body: ([Supervisor]) async throws -> Void
        ) async throws {
            try await Supervisor.with(installation) { first in
                if count == 1 { return try await body([first]) }
                try await Supervisor.with(installation) { try await body([first, $0]) }
            }
        }
    }
}
