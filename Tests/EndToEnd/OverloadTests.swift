import Curl
import Postgres
import Testing

extension EndToEnd {
    /// More callers than can be served.
    @Suite struct OverloadTests {
        @Test func `callers who can't be served are asked to come again, in time, and then are served`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    #expect(try await server.deliver("message.received", seed: 90).status == 200)
                    let callers = 500
                    let memory = try server.process.residentMiB
                    let attempts = try await installation.asSuperuser { connection in
                        // Who holds the head holds up all appends.
                        try await connection.executeScript("BEGIN; SELECT FROM head FOR UPDATE")
                        let attempts = await Self.atOnce(callers, server)
                        try await connection.executeScript("ROLLBACK")
                        return attempts
                    }
                    #expect(attempts.allSatisfy { $0.isPostponed })
                    #expect(attempts.percentile(99) < .seconds(4), "\(attempts.percentile(99))")
                    let grown = try server.process.residentMiB - memory
                    #expect(grown < 64, "\(grown) MiB more")

                    try await Load(seed: 91, width: 32).sendUntilAcknowledged(0..<callers, to: server)
                    #expect(try await installation.eventCount() == Int64(callers + 1))
                }
            }
        }

        /// So many callers, each with a connection of its own.
        private static func atOnce(_ callers: Int, _ server: Server) async -> [Attempt] {
            var configuration = HTTPClient.Configuration()
            configuration.usesEnvironmentProxy = false
            configuration.maximumConnectionsPerHost = callers
            configuration.maximumConnections = callers
            guard let client = try? HTTPClient(configuration) else { return [] }
            defer { client.close() }
            return await server.talking(by: client).attempts(0..<callers, width: callers, seed: 91)
        }
    }
}
