import Curl
import Glibc
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook projections rebuild` that doesn't come to its end, and what is kept of what it replaces.
    @Suite struct RebuildInterruptionTests {
        @Test func `a rebuild that is killed while it reads leaves nothing that anybody sees`() async throws {
            try await Installation.withInbox { installation, server in
                let before = try await installation.inboxDigests()
                try await installation.asSuperuser { owner in
                    try await owner.executeScript("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
                    let rebuild = try installation.start("projections", "rebuild", "--all")
                    defer { rebuild.kill() }
                    try await eventually("a read of the ledger that waits") {
                        try await installation.value(
                            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'COPY%'"
                        )
                    }
                    rebuild.send(SIGKILL)
                    let status = try await rebuild.end()
                    #expect(status == 128 + SIGKILL)
                    try await owner.executeScript("ROLLBACK")
                }
                #expect(try await installation.inboxDigests() == before)
                #expect(try await server.get("/api/whatsapp/inbox").status == 200)
                _ = try await installation.rebuildAll()
                #expect(try await installation.inboxDigests() == before)
                #expect(try await installation.generations() == 0)
            }
        }

        @Test func `a rebuild that is killed in the swap is gone on with from there`() async throws {
            try await Installation.withInbox { installation, server in
                let before = try await installation.inboxDigests()
                try await installation.heldBeforeTheSwap { rebuild in
                    rebuild.send(SIGKILL)
                    let status = try await rebuild.end()
                    #expect(status == 128 + SIGKILL)
                }
                #expect(try await installation.inboxDigests() == before)
                #expect(try await server.deliver("message.received", seed: 78).status == 200)
                try await installation.untilInboxIsCurrent()
                let followed = try await installation.inboxDigests()
                let report = try await installation.rebuildInbox()
                #expect(report["start"]?.integer ?? 0 > 0, "\(report)")
                #expect(try await installation.inboxDigests() == followed)
                #expect(try await installation.generations() == 0)
            }
        }

        @Test func `with --restart it begins anew`() async throws {
            try await Installation.withInbox { installation, _ in
                try await installation.heldBeforeTheSwap { $0.kill() }
                let report = try await installation.rebuildInbox("--restart")
                #expect(report["start"] == 0, "\(report)")
                #expect(try await installation.generations() == 0)
            }
        }

        @Test(arguments: [SIGINT, SIGTERM])
        func `a rebuild that is interrupted leaves no trace`(signal: Int32) async throws {
            try await Installation.withInbox { installation, _ in
                let before = try await installation.inboxDigests()
                try await installation.heldBeforeTheSwap { rebuild in
                    rebuild.send(signal)
                    let status = try await rebuild.end()
                    #expect(status == 1)
                    #expect(rebuild.errors.contains("It was interrupted"), "\(rebuild.errors)")
                    #expect(try await installation.generations() == 0)
                }
                #expect(try await installation.inboxDigests() == before)
                #expect(try await installation.swaps() == 0)
            }
        }

        @Test func `following that is killed goes on where it was, and its tables are what the ledger makes`()
            async throws
        {
            try await Installation.with { installation in
                for round in 0..<3 {
                    try await Server.with(installation) { server in
                        let trigger = try installation.start(
                            "trigger", "respond.io", "message.received", "--to", server.url, "--count", "400",
                            "--seed", "\(round)")
                        defer { trigger.kill() }
                        let wanted = Int64(round * 400 + 100)
                        try await eventually("events that are followed") {
                            try await installation.value(
                                "SELECT coalesce(max(position), 0) > \(wanted) FROM projections")
                        }
                        server.process.kill()
                    }
                }
                try await Server.with(installation) { _ in try await installation.untilInboxIsCurrent() }
                let verified = try await installation.daybook("projections", "verify", "--all")
                #expect(verified.status == 0, "\(verified)")
            }
        }

        @Test func `following that is killed in the middle of a batch has done none of it`() async throws {
            try await Installation.withInbox { installation, server in
                try await installation.untilAllAreCurrent()
                let before = try await installation.inboxDigests()
                try await installation.asSuperuser { owner in
                    // The conversations of a batch are written then, its messages aren't.
                    try await owner.executeScript("BEGIN; LOCK TABLE inbox_messages IN SHARE MODE")
                    #expect(await Load(seed: 41).sendOnce(0..<300, to: server).count == 300)
                    try await eventually("a batch that waits") {
                        try await installation.value(
                            "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'inbox_messages'::regclass AND NOT granted"
                        )
                    }
                    server.process.kill()
                    try await owner.executeScript("ROLLBACK")
                }
                try await eventually("the end of the dead server's transaction") {
                    try await installation.value(
                        "SELECT count(*) = 0 FROM pg_locks WHERE relation = 'inbox_messages'::regclass")
                }
                #expect(try await installation.inboxDigests() == before)
                try await Server.with(installation) { _ in try await installation.untilAllAreCurrent() }
                #expect(try await installation.inboxDigests() != before)
                let verified = try await installation.daybook("projections", "verify", "--all")
                #expect(verified.status == 0, "\(verified)")
            }
        }

        @Test func `the old tables are kept if they are to be, and listed until they are dropped`() async throws {
            try await Installation.withInbox { installation, _ in
                let report = try await installation.rebuildInbox("--keep")
                let schema = try #require(report["kept"]?.string)
                let listed = try await installation.daybook("projections", "list", "--output", "json").json()
                let inbox = listed.array?.first { $0["name"] == "inbox" }
                #expect(inbox?["kept"]?.array == [.string(schema)])
                #expect(try await installation.daybook("projections", "list").output.contains(schema))
                let dropped = try await installation.daybook("projections", "drop-kept", "inbox")
                #expect(dropped.status == 0)
                #expect(dropped.output.trimmed == "dropped \(schema)")
                #expect(try await installation.generations() == 0)
                #expect(
                    try await installation.daybook("projections", "drop-kept", "--all").output.trimmed
                        == "No tables are kept.")
            }
        }
    }
}
