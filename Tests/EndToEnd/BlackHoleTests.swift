import Curl
import Postgres
import TestSupport
import Testing

extension EndToEnd {
    /// The network between Daybook and its database fails, and neither of them does.
    @Suite struct BlackHoleTests {
        @Test
        func `while the network swallows everything webhooks are answered 503 in time, then all goes on by itself`()
            async throws
        {
            try await Self.withRelay { installation, server, relay in
                let load = Load(seed: 21)
                #expect(await load.sendOnce(0..<40, to: server).count == 40)

                // Under load, so that connections are in use when it begins.
                async let interrupted = server.attempts(40..<140, width: 32, seed: 21)
                try await eventually("some events") { try await installation.eventCount() > 50 }
                relay.weather = .blackHole
                let attempts = await interrupted + server.attempts(140..<172, width: 32, seed: 21)
                #expect(attempts.allSatisfy { $0.status == 200 || $0.isPostponed })
                #expect(attempts.contains { $0.isPostponed })
                let slowest = attempts.percentile(100)
                #expect(slowest < .seconds(4), "about two seconds are promised, one took \(slowest)")
                #expect(try await server.get("/healthz").status == 200)

                relay.weather = .fair
                let start = ContinuousClock.now
                try await load.sendUntilAcknowledged(40..<172, to: server)
                let recovery = ContinuousClock.now - start
                #expect(recovery < .seconds(20), "it took \(recovery) to recover")
                try await Self.expectComplete(load, 0..<172, installation, server)
            }
        }

        @Test func `connections that are cut at any moment, even before a commit's answer, lose and double nothing`()
            async throws
        {
            try await Self.withRelay { installation, server, relay in
                let load = Load(seed: 22)
                relay.weather = .losesAnswers(every: 3)
                async let sent: Void = load.sendUntilAcknowledged(0..<300, to: server)
                for _ in 0..<40 {
                    relay.cut()
                    try await Task.sleep(for: .milliseconds(50))
                }
                try await sent
                #expect(relay.lostAnswers > 0)
                relay.weather = .fair
                try await Self.expectComplete(load, 0..<300, installation, server)
            }
        }

        @Test func `a database that is far too slow makes callers wait in bounds, and is caught up with afterwards`()
            async throws
        {
            try await Self.withRelay { installation, server, relay in
                let load = Load(seed: 23)
                #expect(await load.sendOnce(0..<40, to: server).count == 40)
                let memory = try server.process.residentMiB

                relay.weather = .slow(.milliseconds(1200))
                let attempts = await server.attempts(40..<340, width: 64, seed: 23)
                #expect(attempts.allSatisfy { $0.status == 200 || $0.isPostponed })
                #expect(attempts.contains { $0.isPostponed })
                #expect(attempts.percentile(99) < .seconds(5), "\(attempts.percentile(99))")
                let grown = try server.process.residentMiB - memory
                #expect(grown < 64, "\(grown) MiB more")

                relay.weather = .fair
                try await load.sendUntilAcknowledged(40..<340, to: server)
                let calm = await server.attempts(340..<380, width: 8, seed: 23)
                #expect(calm.allSatisfy { $0.status == 200 })
                try await Self.expectComplete(load, 0..<380, installation, server)
            }
        }

        /// A server whose connections to the database all go through a relay; whoever looks goes straight.
        private static func withRelay(
            _ body: (Installation, Server, DatabaseRelay) async throws -> Void
        ) async throws {
            try await Installation.with { installation in
                try await DatabaseRelay.with(try await TestCluster.shared()) { relay in
                    let detour = relay.detour(installation.database)
                    try #require(detour != installation.database)
                    try await Server.with(installation, changes: ["DATABASE_URL": detour]) { server in
                        try await body(installation, server, relay)
                        #expect(server.process.poll() == nil, "the server ended: \(server.process.errors.suffix(2000))")
                    }
                }
            }
        }

        /// Every webhook is there once, readers have caught up, and the ledger verifies.
        private static func expectComplete(
            _ load: Load, _ indices: Range<Int>, _ installation: Installation, _ server: Server
        ) async throws {
            // Readers have connections of their own, and one of them may be the first to find that they are dead.
            try await eventually("an answer to a reader") { try await server.get("/v1/events").status == 200 }
            #expect(try await load.occurrences(indices, in: server).filter { $0.value != 1 }.isEmpty)
            #expect(try await installation.eventCount() == Int64(indices.count))
            try await installation.untilInboxIsCurrent()
            let verification = try await installation.daybook("audit", "verify")
            #expect(verification.status == 0, "\(verification)")
        }
    }
}
