import Curl
import Glibc
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// Several servers on one database, of which one fails at the worst moment, or knows what the other doesn't yet.
    @Suite struct HandOverTests {
        /// Killed, its connection ends with it; stopped, it keeps the connection and the lock, as one does that is cut off.
        @Test(arguments: [SIGKILL, SIGSTOP])
        func `when the server that holds the head goes silent, the other one goes on`(signal: Int32) async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { silent in
                    try await Server.with(installation) { other in
                        #expect(try await other.deliver("message.received", seed: 81, index: 0).status == 200)
                        let load = Load(seed: 82, width: 32)
                        // What repeats something is written in two round trips, with the head locked in between.
                        async let lost = load.sendOnce(0..<2000, to: silent)
                        async let repeated = load.sendOnce(0..<2000, to: silent)
                        try await Self.stopWhileItHoldsTheHead(silent, installation)
                        if signal == SIGKILL { silent.process.kill() }

                        let start = ContinuousClock.now
                        try await Load(seed: 81).sendUntilAcknowledged(1..<20, to: other)
                        let elapsed = ContinuousClock.now - start
                        #expect(elapsed < .seconds(signal == SIGKILL ? 4 : 10), "it took \(elapsed)")

                        silent.process.send(SIGCONT)
                        silent.process.kill()
                        let acknowledged = await lost.union(await repeated)
                        let occurrences = try await load.occurrences(0..<2000, in: other)
                        #expect(acknowledged.filter { occurrences[$0] != 1 }.isEmpty)
                        #expect(occurrences.filter { $0.value > 1 }.isEmpty)
                    }
                }
                let verification = try await installation.daybook("audit", "verify")
                #expect(verification.status == 0, "\(verification)")
            }
        }

        @Test func `servers notice what the other has changed: a revoked key, a new contact`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { one in
                    try await Server.with(installation) { other in
                        let key = try await installation.daybook("keys", "create", "--scope", "audit", "--name", "gone")
                        let token = key.output.trimmed
                        for server in [one, other] {
                            #expect(try await server.get("/v1/events", token: token).status == 200)
                        }
                        let listed = try await installation.daybook("keys", "list", "--output", "json")
                        let id = try listed.json().array?.first { $0["name"]?.string == "gone" }?["id"]?.string
                        let revoked = try await installation.daybook("keys", "revoke", try #require(id))
                        #expect(revoked.status == 0, "\(revoked)")
                        for server in [one, other] {
                            #expect(try await server.get("/v1/events", token: token).status == 401)
                        }

                        // The same person, by turns: one subject, whoever has made it.
                        for (index, server) in [one, other, other, one].enumerated() {
                            let form =
                                "MessageSid=SM0000000000000000000000000000000\(index)&AccountSid=AC0&NumMedia=0"
                                + "&From=whatsapp%3A%2B15550109999&To=whatsapp%3A%2B15550100000&Body=hello"
                            let webhook = server.signedByTwilio(Array(form.utf8))
                            #expect(try await server.deliver(webhook, from: .twilio).status == 200)
                        }
                        let events = try await one.events("")
                        #expect(events.map { $0["kind"]?.string } == Array(repeating: "message.received", count: 4))
                        #expect(Set(events.map { $0["subject"]?.string }).count == 1)
                    }
                }
            }
        }

        /// Stops a server that is under load, in a moment in which it has the head locked and nothing to wait for.
        private static func stopWhileItHoldsTheHead(_ server: Server, _ installation: Installation) async throws {
            try await eventually("a moment in which the server holds the head") {
                server.process.send(SIGSTOP)
                let holders: Int64 = try await installation.value(
                    """
                    SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
                    WHERE relation = 'head'::regclass AND mode = 'RowShareLock' AND state = 'idle in transaction'
                    """)
                if holders > 0 { return true }
                server.process.send(SIGCONT)
                return false
            }
        }
    }
}
