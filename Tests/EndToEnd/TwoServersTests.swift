import Curl
import Postgres
import Testing

extension EndToEnd {
    /// Several servers on one database.
    @Suite struct TwoServersTests {
        @Test func `two servers append to one ledger: dense, nothing doubled, and it verifies`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { one in
                    try await Server.with(installation) { other in
                        let load = Load(seed: 9)
                        // Each sends what is its own, and both send the same as well.
                        async let first = load.sendOnce(0..<150, to: one)
                        async let second = load.sendOnce(100..<250, to: other)
                        #expect(await first == Set(0..<150))
                        #expect(await second == Set(100..<250))

                        #expect(try await load.occurrences(0..<250, in: other).filter { $0.value != 1 }.isEmpty)
                        let isDense: Bool = try await installation.value(
                            """
                            SELECT count(*) = 250 AND min(position) = 0 AND max(position) = 249 AND count(DISTINCT id) = 250
                            FROM events
                            """)
                        #expect(isDense)
                        try await installation.untilInboxIsCurrent()
                        #expect(try await one.terminate() == 0)
                        // The one that is left goes on.
                        #expect(try await other.deliver("message.received", seed: 10).status == 200)
                        #expect(try await other.terminate() == 0)
                        for server in [one, other] {
                            #expect(
                                !server.process.errors.contains("no checkpoint was signed"), "\(server.process.errors)")
                        }
                    }
                }
                let verification = try await installation.daybook("audit", "verify")
                #expect(verification.status == 0, "\(verification)")
                #expect(verification.output.contains("251 events"))
            }
        }
    }
}
