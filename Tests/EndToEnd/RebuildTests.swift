import Curl
import Glibc
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook projections rebuild` beside a service at work.
    @Suite struct RebuildTests {
        @Test func `a rebuild gives the tables that following gave, while webhooks come in and readers read`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    try await Self.play(120, installation, server)
                    try await installation.untilInboxIsCurrent()
                    let followed = try await installation.inboxDigests()
                    try await Self.rebuild(installation)
                    #expect(try await installation.inboxDigests() == followed)

                    // Webhooks, readers and rebuilds at once.
                    let trigger = try installation.start(
                        "trigger", "respond.io", "message.received", "--to", server.url, "--count", "400", "--rate",
                        "120", "--seed", "31")
                    defer { trigger.kill() }
                    var rebuilds = 0
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await Self.read(server, while: { trigger.poll() == nil }) }
                        while trigger.poll() == nil {
                            try await Self.rebuild(installation)
                            rebuilds += 1
                        }
                        try await group.waitForAll()
                    }
                    #expect(trigger.poll() == 0, "\(trigger.output) \(trigger.errors)")
                    #expect(rebuilds > 0)

                    try await installation.untilInboxIsCurrent()
                    let interleaved = try await installation.inboxDigests()
                    #expect(interleaved != followed)
                    try await Self.rebuild(installation)
                    #expect(try await installation.inboxDigests() == interleaved)
                    #expect(try await Self.states(installation).first?["failure"] == .null)
                }
            }
        }

        @Test func `a rebuild that is killed leaves the old tables, and a later one works`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    try await Self.play(60, installation, server)
                    try await installation.untilInboxIsCurrent()
                    let before = try await installation.inboxDigests()

                    // A reader who holds on to a table keeps the new ones from being swapped in.
                    try await installation.asSuperuser { reader in
                        try await reader.executeScript("BEGIN; LOCK TABLE inbox_messages IN ACCESS SHARE MODE")
                        let rebuild = try installation.start("projections", "rebuild", "inbox")
                        defer { rebuild.kill() }
                        try await eventually("the new tables") { try await Self.generations(installation) > 0 }
                        #expect(rebuild.poll() == nil, "\(rebuild.errors)")
                        rebuild.send(SIGKILL)
                        #expect(try await rebuild.end() == 128 + SIGKILL)
                    }
                    #expect(try await installation.inboxDigests() == before)
                    #expect(try await server.get("/api/whatsapp/inbox").status == 200)

                    // The tables are followed as before, and the next rebuild takes what was left away.
                    #expect(try await server.deliver("message.received", seed: 77).status == 200)
                    try await installation.untilInboxIsCurrent()
                    let followed = try await installation.inboxDigests()
                    #expect(followed != before)
                    try await eventually("a rebuild that gets the dead one's lock") {
                        try await installation.daybook("projections", "rebuild", "inbox").status == 0
                    }
                    #expect(try await installation.inboxDigests() == followed)
                    #expect(try await Self.generations(installation) == 0)
                }
            }
        }

        /// Sends every sample of the providers in turn.
        private static func play(_ count: Int, _ installation: Installation, _ server: Server) async throws {
            let samples = EndToEnd.readableSamples
            for index in 0..<count {
                let (source, event) = samples[index % samples.count]
                #expect(try await server.deliver(event, from: source, seed: 5, index: index).status == 200)
            }
        }

        private static func rebuild(_ installation: Installation) async throws {
            let outcome = try await installation.daybook("projections", "rebuild", "inbox")
            #expect(outcome.status == 0, "\(outcome)")
        }

        /// Reads the inbox again and again.
        private static func read(_ server: Server, while goesOn: () -> Bool) async throws {
            while goesOn() {
                let response = try await server.get("/api/whatsapp/inbox?limit=20")
                #expect(response.status == 200, "\(response.text) \(server.process.errors.suffix(600))")
                #expect(try response.json()["messages"]?.array?.isEmpty == false)
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        /// How many schemas there are in which a rebuild makes tables.
        private static func generations(_ installation: Installation) async throws -> Int64 {
            try await installation.value(
                "SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%inbox%'", as: Int64.self)
        }

        private static func states(_ installation: Installation) async throws -> [JSON] {
            try await installation.daybook("projections", "list", "--output", "json").json().array ?? []
        }
    }
}
