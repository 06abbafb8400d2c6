import Curl
import Glibc
import Postgres
import Testing

extension EndToEnd {
    /// How a server ends, and what remains.
    @Suite struct ShutdownTests {
        @Test func `on SIGTERM the requests under way are answered, and a last checkpoint covers the head`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let load = Load(seed: 7, width: 50)
                    #expect(await load.sendOnce(0..<50, to: server).count == 50)
                    let acknowledged = try await installation.asSuperuser { connection in
                        // Who holds the head holds up all appends: the requests are surely under way.
                        try await connection.executeScript("BEGIN; SELECT FROM head FOR UPDATE")
                        async let answers = load.sendOnce(50..<100, to: server)
                        try await eventually("appends that wait") { try await Self.waiting(installation) > 0 }
                        try await Task.sleep(for: .milliseconds(400))
                        server.process.send(SIGTERM)
                        try await Task.sleep(for: .milliseconds(100))
                        try await connection.executeScript("COMMIT")
                        return await answers
                    }
                    #expect(try await server.process.end() == 0, "\(server.process.errors)")
                    #expect(acknowledged == Set(50..<100))
                    #expect(try await installation.eventCount() == 100)
                    #expect(
                        try await installation.value(
                            "SELECT (SELECT max(size) FROM checkpoints) = (SELECT size FROM head)"))
                }
                #expect(try await installation.daybook("audit", "verify").status == 0)
            }
        }

        @Test func `kill -9 under load loses nothing that was acknowledged, and doubles nothing`() async throws {
            try await Installation.with { installation in
                let load = Load(seed: 8, width: 16)
                let acknowledged = try await Server.with(installation) { server in
                    async let answers = load.sendOnce(0..<600, to: server)
                    try await eventually("some events") { try await installation.eventCount() > 60 }
                    server.process.send(SIGKILL)
                    #expect(try await server.process.end() == 128 + SIGKILL)
                    return await answers
                }
                #expect((1..<600).contains(acknowledged.count), "it was killed too late to tell: \(acknowledged.count)")
                try await Server.with(installation) { server in
                    let kept = try await load.occurrences(acknowledged, in: server)
                    #expect(kept.filter { $0.value != 1 }.isEmpty)
                    // What wasn't acknowledged comes again, and what of it was kept all the same isn't doubled.
                    try await load.sendUntilAcknowledged(0..<600, to: server)
                    #expect(try await installation.eventCount() == 600)
                    #expect(try await load.occurrences(0..<600, in: server).filter { $0.value != 1 }.isEmpty)
                    let verification = try await installation.daybook("audit", "verify")
                    #expect(verification.status == 0, "\(verification)")
                    try await installation.untilInboxIsCurrent()
                }
            }
        }

        /// How many connections wait for a lock of the database.
        private static func waiting(_ installation: Installation) async throws -> Int64 {
            try await installation.value(
                """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
        }
    }
}
