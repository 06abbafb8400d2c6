import Curl
import Glibc
import Postgres
import PostgresCluster
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook doctor`, on installations that are sound and on broken ones.
    @Suite struct DoctorTests {
        private struct Diagnosis {
            var outcome: Outcome
            /// Without what depends on the machine that the test runs on: its disk and its limits.
            var findings: [JSON]

            func has(_ severity: String, _ area: String, _ words: String) -> Bool {
                findings.contains { finding in
                    finding["severity"]?.string == severity && finding["area"]?.string == area
                        && (finding["problem"]?.string?.contains(words) == true
                            || finding["remedy"]?.string?.contains(words) == true)
                }
            }
        }

        private static func examine(
            _ installation: Installation, changes: [String: String?] = [:]
        ) async throws -> Diagnosis {
            let outcome = try await installation.daybook("doctor", "--output", "json", changes: changes)
            let report = try outcome.json()
            let faults = (report["errors"]?.integer ?? 0) + (report["warnings"]?.integer ?? 0)
            #expect(outcome.status == (faults == 0 ? 0 : 3), "\(outcome)")
            let findings = report["findings"]?.array ?? []
            for finding in findings {
                for member in ["problem", "consequence", "remedy"] {
                    #expect(finding[member]?.string?.isEmpty == false, "\(finding)")
                }
            }
            return Diagnosis(
                outcome: outcome,
                findings: findings.filter { !["disk", "limits"].contains($0["area"]?.string ?? "") })
        }

        /// Runs on a cluster with PostgreSQL's own settings: the one that tests share is fast and not safe.
        private static func withSoundCluster(_ body: (Installation) async throws -> Void) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let cluster = try await PostgresCluster.start(
                PostgresCluster.Options(
                    directory: folder.file("postgres"), settings: ["idle_in_transaction_session_timeout": "10min"]))
            defer { PostgresCluster.discard(directory: cluster.directory) }
            try await cluster.createDatabase("daybook")
            try await Installation.with(database: cluster.connectionString(database: "daybook")) { installation in
                var installation = installation
                // The tests' own are too short for its taste.
                installation.environment["TWILIO_AUTH_TOKEN"] = "4f1c9b7e2d8a6035c1e9"
                installation.environment["WHATSAPP_APP_SECRET"] = "b27d0f95e4a813c6"
                installation.environment["ELEVENLABS_WEBHOOK_SECRET"] = "0d9e6b1f83c5a742"
                try await body(installation)
            }
        }

        @Test func `a sound installation has notes at most, and each thing that is broken is found`() async throws {
            try await Self.withSoundCluster { installation in
                try await Server.with(installation) { server in
                    #expect(try await server.deliver("message.received").status == 200)
                    try await installation.untilInboxIsCurrent()
                    _ = try await EndToEnd.checkpoint(of: 1, from: server)
                }
                let sound = try await Self.examine(installation)
                #expect(sound.findings.allSatisfy { $0["severity"] == "note" }, "\(sound.outcome)")
                // It says that the login of this test may do anything, and that there is no standby.
                #expect(sound.has("note", "privileges", "CREATE ROLE daybook_login"))
                #expect(sound.has("note", "replication", "archive_command"))
                let table = try await installation.daybook("doctor")
                #expect(table.output.contains("mend: "), "\(table)")
                #expect(table.output.contains("looked at: secrets, database, durability"), "\(table)")

                try await Self.breakDatabase(of: installation)
                let broken = try await Self.examine(installation)
                for (severity, area, words) in [
                    ("error", "durability", "fsync is off"), ("error", "durability", "full_page_writes is off"),
                    ("warning", "durability", "synchronous_commit is off"),
                    ("error", "privileges", "No trigger refuses UPDATE, DELETE, TRUNCATE on event_ids"),
                    ("error", "privileges", "No trigger refuses TRUNCATE on events_000000000000"),
                    ("error", "privileges", "REVOKE DELETE ON events FROM daybook_writer"),
                    ("error", "privileges", "GRANT INSERT ON tiles TO daybook_writer"),
                    ("error", "privileges", "GRANT CREATE ON SCHEMA public TO daybook_projector"),
                    ("error", "projections", "daybook projections rebuild inbox"),
                    ("error", "signing", "accept-loss --published 1"),
                ] {
                    #expect(broken.has(severity, area, words), "\(area): \(words): \(broken.outcome)")
                }
                #expect(broken.outcome.status == 3)
            }
        }

        private static func breakDatabase(of installation: Installation) async throws {
            try await installation.asSuperuser { connection in
                for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
                    try await connection.execute("ALTER SYSTEM SET \(identifier: setting) = off")
                }
                try await connection.executeScript(
                    """
                    SELECT pg_reload_conf();
                    ALTER TABLE event_ids DISABLE TRIGGER ALL;
                    DROP TRIGGER events_000000000000_not_truncated ON events_000000000000;
                    GRANT DELETE ON events TO daybook_writer;
                    REVOKE INSERT ON tiles FROM daybook_writer;
                    REVOKE CREATE ON SCHEMA public FROM daybook_projector;
                    UPDATE projections SET failure = 'an event that nobody can fold' WHERE name = 'inbox';
                    UPDATE head SET size = 0, edge = '', root = sha256('');
                    """)
            }
            // The reload is a signal, which takes a moment.
            try await eventually("the new settings") {
                try await installation.value("SELECT current_setting('fsync') = 'off'")
            }
        }

        @Test func `deliveries that nobody could read, and keys that don't fit, are found`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let rubbish = Server.signedByRespondIO(Array("rubbish".utf8))
                    #expect(try await server.deliver(rubbish, from: .respondIO).status == 200)
                    _ = try await EndToEnd.checkpoint(of: 1, from: server)
                }
                let other = try await installation.daybook("keys", "master", "new").output
                let otherKey = try installation.folder.write(Array(other.utf8), to: "other.key")
                let signing = try await installation.daybook("keys", "signing", "new", "--origin", "other.example")
                    .output
                let otherSigning = try installation.folder.write(Array(signing.utf8), to: "other-signing.key")
                let found = try await Self.examine(
                    installation,
                    changes: [
                        "DAYBOOK_MASTER_KEY_FILE": otherKey, "DAYBOOK_SIGNING_KEY_FILE": otherSigning,
                        "RESPOND_IO_WEBHOOK_SECRET": "short",
                    ])
                #expect(found.has("error", "secrets", "master key isn't the one"), "\(found.outcome)")
                #expect(found.has("error", "signing", "DAYBOOK_SIGNING_KEY_FILE"), "\(found.outcome)")
                #expect(found.has("warning", "secrets", "RESPOND_IO_WEBHOOK_SECRET"), "\(found.outcome)")
                #expect(found.has("warning", "deliveries", "daybook quarantine retry --all"), "\(found.outcome)")

                chmod(otherKey, 0o644)
                let open = try await Self.examine(
                    installation,
                    changes: ["DAYBOOK_MASTER_KEY_FILE": otherKey, "DAYBOOK_SIGNING_KEY_FILE": "/nonexistent"])
                #expect(open.has("error", "secrets", "chmod 0600 \(otherKey)"), "\(open.outcome)")
                #expect(open.has("error", "secrets", "/nonexistent can't be read"), "\(open.outcome)")
            }
        }

        @Test func `a database that can't be reached, isn't named, or has no schema, is a finding with advice`()
            async throws
        {
            try await Installation.with { installation in
                let away = try await Self.examine(
                    installation, changes: ["DATABASE_URL": "host=/nonexistent dbname=daybook user=daybook"])
                #expect(away.has("error", "database", "psql \"$DATABASE_URL\""), "\(away.outcome)")
                // What doesn't need it is looked at all the same.
                #expect(away.has("warning", "secrets", "TWILIO_AUTH_TOKEN"), "\(away.outcome)")
                let alone = try await Self.examine(
                    installation, changes: ["DATABASE_READ_URL": "host=/nonexistent dbname=daybook user=daybook"])
                #expect(alone.has("error", "replication", "unset DATABASE_READ_URL"), "\(alone.outcome)")
                let unnamed = try await Self.examine(installation, changes: ["DATABASE_URL": nil])
                #expect(unnamed.has("error", "database", "export DATABASE_URL="), "\(unnamed.outcome)")

                try await installation.asSuperuser { connection in
                    try await connection.executeScript("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
                }
                let bare = try await Self.examine(installation)
                #expect(bare.has("error", "schema", "daybook migrate"), "\(bare.outcome)")
            }
        }

        @Test func `it changes nothing, and a login without rights gets as far as it can`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    #expect(try await server.deliver("message.received").status == 200)
                    _ = try await EndToEnd.checkpoint(of: 1, from: server)
                }
                let before = try await Self.contents(of: installation)
                _ = try await Self.examine(installation)
                #expect(try await Self.contents(of: installation) == before)

                let login = "nobody_\(UInt32.random(in: .min ... .max))"
                _ = try await installation.asSuperuser { connection in
                    try await connection.execute("CREATE ROLE \(identifier: login) LOGIN")
                }
                let url = installation.database.replacing("user='postgres'", with: "user='\(login)'")
                let weak = try await Self.examine(installation, changes: ["DATABASE_URL": url])
                #expect(weak.has("error", "privileges", "GRANT daybook_writer TO \"\(login)\""), "\(weak.outcome)")
                #expect(weak.has("error", "durability", "fsync is off"), "\(weak.outcome)")
                _ = try await installation.asSuperuser { connection in
                    try await connection.execute("DROP ROLE \(identifier: login)")
                }
            }
        }

        /// How many rows were ever written to each table, by PostgreSQL's own count, and what lies beside the keys.
        private static func contents(of installation: Installation) async throws -> [String] {
            let tables = try await installation.asSuperuser { connection in
                try await connection.query(
                    """
                    SELECT relname || ' ' || (xpath('/row/c/text()', query_to_xml(
                      format('SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '''')) AS c FROM %s AS t', oid::regclass),
                      false, true, '')))[1]::text
                    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
                    """
                ).decode(String.self)
            }
            return tables + [String(decoding: installation.folder.read("signing.key.last"), as: UTF8.self)]
        }
    }
}
