import Curl
import Glibc
import Postgres
import PostgresCluster
import Testing
import Vocabulary

extension EndToEnd {
    /// The drill of the README's section on operations, with its commands: dump, restore elsewhere, see that it is whole.
    @Suite struct BackupTests {
        /// Does `body` with a second, empty cluster.
        private static func withOtherCluster(_ body: (PostgresCluster) async throws -> Void) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let cluster = try await PostgresCluster.start(
                PostgresCluster.Options(
                    directory: folder.file("postgres"), settings: ["fsync": "off", "full_page_writes": "off"]))
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await body(cluster)
        }

        private static func program(
            _ installation: Installation, _ program: String, _ arguments: String...
        ) async throws -> Outcome {
            let outcome = try await run(program, arguments, in: installation.folder)
            #expect(outcome.status == 0, "\(program): \(outcome)")
            return outcome
        }

        private static func backUp(_ installation: Installation, to name: String) async throws {
            let roles = try await program(
                installation, "pg_dumpall", "--roles-only", "--dbname=\(installation.database)")
            try installation.folder.write(Array(roles.output.utf8), to: "roles.sql")
            _ = try await program(
                installation, "pg_dump", "--format=custom", "--file=\(name)", "--dbname=\(installation.database)")
        }

        /// Restores a dump into a new database, and gives the installation that lies there.
        private static func restore(
            _ name: String, of installation: Installation, to cluster: PostgresCluster
        ) async throws -> Installation {
            // Its own superuser is there already, which psql says and passes over.
            _ = try await program(
                installation, "psql", "--quiet", "--file=roles.sql", cluster.connectionString(database: "postgres"))
            // With the rights on the database itself, which only --create restores.
            _ = try await program(
                installation, "pg_restore", "--create", "--exit-on-error",
                "--dbname=\(cluster.connectionString(database: "postgres"))", name)
            let database: String = try await installation.value("SELECT current_database()::text")
            return installation.moved(to: cluster.connectionString(database: database))
        }

        private static func verify(_ installation: Installation, kept: String) async throws -> Outcome {
            try await installation.daybook("audit", "verify", "--checkpoint", kept)
        }

        @Test func `what was restored into another cluster is whole, and the service goes on with it`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    try await Load(seed: 5).sendUntilAcknowledged(0..<30, to: server)
                    try await installation.untilInboxIsCurrent()
                    try installation.folder.write(try await EndToEnd.checkpoint(of: 30, from: server).body, to: "kept")
                }
                try await Self.backUp(installation, to: "daybook.dump")
                let digests = try await installation.inboxDigests()
                try await Self.withOtherCluster { cluster in
                    let restored = try await Self.restore("daybook.dump", of: installation, to: cluster)
                    let verification = try await Self.verify(restored, kept: "kept")
                    #expect(verification.status == 0, "\(verification)")
                    #expect(try await restored.inboxDigests() == digests)
                    let doctor = try await restored.daybook("doctor")
                    #expect(!doctor.output.contains("privileges: daybook_"), "\(doctor)")

                    // The read models can be made anew from what was restored.
                    _ = try await restored.asSuperuser { connection in
                        try await connection.execute("DELETE FROM inbox_messages")
                    }
                    let rebuilt = try await restored.daybook("projections", "rebuild", "--all")
                    #expect(rebuilt.status == 0, "\(rebuilt)")
                    #expect(try await restored.inboxDigests() == digests)

                    // The rebuild recorded what it swapped in.
                    let size = try await restored.eventCount()
                    #expect(size > 30)
                    try await Server.with(restored) { server in
                        // One that was recorded before is known, one that is new is recorded and signed for.
                        try await Load(seed: 5).sendUntilAcknowledged(29..<31, to: server)
                        #expect(try await restored.eventCount() == size + 1)
                        let checkpoint = try await EndToEnd.checkpoint(of: Int(size) + 1, from: server)
                        try restored.folder.write(checkpoint.body, to: "kept")
                        try await restored.untilInboxIsCurrent()
                    }
                    let after = try await Self.verify(restored, kept: "kept")
                    #expect(after.status == 0, "\(after)")
                }
            }
        }

        @Test func `an older backup is noticed: nothing is signed until the loss is accepted, and it stays visible`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    try await Load(seed: 6).sendUntilAcknowledged(0..<10, to: server)
                    _ = try await EndToEnd.checkpoint(of: 10, from: server)
                    try await Self.backUp(installation, to: "old.dump")
                    try await Load(seed: 6).sendUntilAcknowledged(10..<20, to: server)
                    try installation.folder.write(try await EndToEnd.checkpoint(of: 20, from: server).body, to: "kept")
                }
                try await Self.withOtherCluster { cluster in
                    let restored = try await Self.restore("old.dump", of: installation, to: cluster)
                    #expect(try await Self.verify(restored, kept: "kept").status == 3)
                    try await Self.expectRefusal(restored)
                    try await Self.accept(restored)
                    try await Server.with(restored) { server in
                        _ = try await EndToEnd.checkpoint(of: 11, from: server)
                    }
                    #expect(try await restored.daybook("audit", "verify").status == 0)
                    // Whoever kept the checkpoint finds the loss, now and later.
                    #expect(try await Self.verify(restored, kept: "kept").status == 3)
                    #expect(try await Self.verify(restored, kept: "signing.key.last.lost-20").status == 3)
                }
            }
        }

        /// Webhooks are taken, nothing is signed, and log and doctor say why and what to do.
        private static func expectRefusal(_ installation: Installation) async throws {
            try await Server.with(installation) { server in
                #expect(try await server.deliver("message.received", seed: 7).status == 200)
                try await eventually("the refusal in the log") {
                    server.process.errors.contains("daybook audit accept-loss --published 20")
                }
                let checkpoint = try await server.client.send(HTTPRequest(.get, url: server.url + "/checkpoint"))
                #expect(checkpoint.status == 503)
                #expect(checkpoint.text.contains("daybook audit accept-loss --published 20"), "\(checkpoint.text)")
                #expect(try await server.terminate() == 0)
            }
            let doctor = try await installation.daybook("doctor")
            #expect(doctor.status == 3)
            #expect(doctor.output.contains("the database was rolled back"), "\(doctor)")
            #expect(doctor.output.contains("daybook audit accept-loss --published 20"), "\(doctor)")
        }

        private static func accept(_ installation: Installation) async throws {
            let mistaken = try await installation.daybook("audit", "accept-loss", "--published", "19")
            #expect(mistaken.status == 2, "\(mistaken)")
            #expect(mistaken.errors.contains("--published 20"), "\(mistaken)")
            let accepted = try await installation.daybook("audit", "accept-loss", "--published", "20")
            #expect(accepted.status == 0, "\(accepted)")
            #expect(accepted.output.contains("signing.key.last.lost-20"), "\(accepted)")
            let again = try await installation.daybook("audit", "accept-loss", "--published", "20")
            #expect(again.status == 1, "\(again)")
            #expect(again.errors.contains("nothing to accept"), "\(again)")
        }
    }
}
