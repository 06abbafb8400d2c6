import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook audit verify` against whoever owns the database.
    @Suite struct TamperTests {
        /// Something that its owner does to the database with the triggers out of the way, and what must be said about it.
        struct Tampering: Sendable {
            var sql: String
            /// The beginning of a line for each of these.
            var found: [String]

            init(_ sql: String, _ found: String...) {
                self.sql = sql
                self.found = found
            }

            /// A header column of event 270.
            static func column(_ assignment: String, alsoFound: String...) -> Tampering {
                var tampering = Tampering(
                    "UPDATE events SET \(assignment) WHERE position = 270", "event 270: its leaf hash isn't that of")
                tampering.found += alsoFound
                return tampering
            }
        }

        static let tamperings = [
            Tampering.column("body = set_byte(body, 20, get_byte(body, 20) # 1)"),
            .column("id = gen_random_uuid()", alsoFound: "id of event 270: "),
            .column("tenant = 'other'", alsoFound: "id of event 270: "), .column("kind = 'note.added'"),
            .column("source = 'agent'"), .column("subject = gen_random_uuid()"),
            .column("conversation = gen_random_uuid()"), .column("actor = 'system'"), .column("cause = 3"),
            .column("occurred_at = occurred_at + interval '1 second'"),
            .column("recorded_at = recorded_at + interval '1 microsecond'"),
            Tampering(
                "UPDATE events SET leaf = set_byte(leaf, 0, get_byte(leaf, 0) # 1) WHERE position = 7", "event 7: ",
                "tile/0/000: it doesn't hold the hash of event 7", "head: "),
            Tampering(
                "UPDATE events SET position = 5000 WHERE position = 270", "event 270: it is missing", "event 5000: "),
            Tampering("DELETE FROM events WHERE position = 270", "event 270: it is missing", "id of event 270: "),
            Tampering(
                """
                UPDATE events SET position = 5000 WHERE position = 10; UPDATE events SET position = 10 WHERE position = 20;
                UPDATE events SET position = 20 WHERE position = 5000;
                """, "event 10: ", "event 20: ", "id of event 10: ", "id of event 20: "),
            Tampering(
                """
                INSERT INTO events SELECT 300, gen_random_uuid(), tenant, kind, source, subject, conversation, actor, cause,
                  occurred_at, recorded_at, body, leaf FROM events WHERE position = 299
                """, "event 300: it lies beyond the head"),
            Tampering("UPDATE tiles SET hashes = set_byte(hashes, 64, get_byte(hashes, 64) # 1)", "tile/0/000: "),
            Tampering("UPDATE tiles SET root = sha256('')", "tile/0/000: its root"),
            Tampering("DELETE FROM tiles", "tile/0/000: it is missing"),
            Tampering("UPDATE head SET size = 299", "event 299: it lies beyond the head", "head: "),
            Tampering("UPDATE head SET edge = set_byte(edge, 0, get_byte(edge, 0) # 1)", "head: its edge"),
            Tampering("UPDATE head SET root = sha256('x')", "head: its root"),
            Tampering("UPDATE head SET recorded_at = recorded_at + interval '1 hour'", "head: its time"),
            Tampering("DELETE FROM event_ids WHERE position = 5", "id of event 5: it is missing"),
            Tampering(
                "UPDATE event_ids SET position = 6 WHERE position = 5", "id of event 5: ",
                "id of event 6: no event has it"),
            Tampering("UPDATE checkpoints SET root = sha256('x')", "checkpoint at 300: "),
            Tampering("DELETE FROM events; DELETE FROM event_ids", "event 0: it and the 299 after it are missing"),
        ]

        /// An installation whose ledger holds 300 deliveries, and what its head was at 280, as SQL.
        private static func withLedger(
            _ body: (Installation, _ headAt280: String, _ checkpointAt280: String) async throws -> Void
        ) async throws {
            try await Installation.with { installation in
                let (head, checkpoint) = try await Server.with(installation) { server async throws in
                    try await Load(seed: 5).sendUntilAcknowledged(0..<280, to: server)
                    let checkpoint = try await EndToEnd.checkpoint(of: 280, from: server)
                    let head: String = try await installation.value(
                        "SELECT format('280, %L::bytea, %L::bytea, %L::timestamptz', edge, root, recorded_at) FROM head"
                    )
                    try await Load(seed: 6).sendUntilAcknowledged(0..<20, to: server)
                    // The last checkpoint is signed at the end, and kept beside the key.
                    #expect(try await server.terminate() == 0)
                    return (head, try installation.folder.write(checkpoint.body, to: "kept-280"))
                }
                #expect(try await installation.daybook("audit", "verify").status == 0)
                try await body(installation, head, checkpoint)
            }
        }

        @Test func `whatever is changed is found and located, with exit code 3`() async throws {
            try await Self.withLedger { installation, _, _ in
                for tampering in Self.tamperings {
                    let copy = try await installation.copyOfDatabase()
                    try await copy.tamper(tampering.sql)
                    let found = try await copy.daybook("audit", "verify")
                    #expect(found.status == 3, "\(tampering.sql): \(found)")
                    for line in tampering.found {
                        #expect(found.output.contains("FOUND  \(line)"), "\(tampering.sql): \(found)")
                    }
                    let listed = try await copy.daybook("audit", "verify", "--output", "json")
                    #expect(listed.status == 3)
                    let problems = try listed.json()["findings"]?.array ?? []
                    let first = tampering.found[0].split(separator: ": ")[0]
                    #expect(problems.contains { $0["place"]?.string == String(first) }, "\(tampering.sql): \(listed)")
                }
            }
        }

        @Test func `a tail that was cut off without a trace is told by what is kept outside`() async throws {
            try await Self.withLedger { installation, headAt280, checkpointAt280 in
                let copy = try await installation.copyOfDatabase()
                try await copy.tamper(
                    """
                    DELETE FROM events WHERE position >= 280; DELETE FROM event_ids WHERE position >= 280;
                    DELETE FROM checkpoints WHERE size > 280;
                    UPDATE head SET (size, edge, root, recorded_at) = (SELECT \(headAt280));
                    """)
                // The last checkpoint that was signed here is beside the signing key.
                let found = try await copy.daybook("audit", "verify")
                #expect(found.status == 3, "\(found)")
                #expect(found.output.contains("FOUND  checkpoint at 300: the ledger is shorter"), "\(found)")
                // Who has an older one only, or none, can't know.
                let stranger: [String: String?] = ["DAYBOOK_SIGNING_KEY_FILE": nil]
                let blind = try await copy.daybook(
                    "audit", "verify", "--checkpoint", checkpointAt280, changes: stranger)
                #expect(blind.status == 0, "\(blind)")
                let kept = try #require(installation.environment["DAYBOOK_SIGNING_KEY_FILE"]) + ".last"
                let told = try await copy.daybook("audit", "verify", "--checkpoint", kept, changes: stranger)
                #expect(told.status == 3, "\(told)")
            }
        }

        @Test func `a history that was rewritten with all its hashes is told by what is kept outside`() async throws {
            try await Self.withLedger { installation, _, checkpointAt280 in
                try await Installation.with { forged in
                    try await Server.with(forged) { server async throws in
                        try await Load(seed: 7).sendUntilAcknowledged(0..<300, to: server)
                        #expect(try await server.terminate() == 0)
                    }
                    // Whoever wrote it hasn't our key, and so can have no checkpoints.
                    try await forged.tamper("DELETE FROM checkpoints")
                    #expect(
                        try await forged.daybook("audit", "verify", changes: ["DAYBOOK_SIGNING_KEY_FILE": nil]).status
                            == 0)
                    let key = installation.environment["DAYBOOK_SIGNING_KEY_FILE"]
                    for arguments in [[], ["--checkpoint", checkpointAt280]] {
                        let found = try await run(
                            Products.daybook, ["audit", "verify"] + arguments,
                            environment: forged.environment(with: ["DAYBOOK_SIGNING_KEY_FILE": key]), in: forged.folder)
                        #expect(found.status == 3, "\(found)")
                        let size = arguments.isEmpty ? 300 : 280
                        #expect(
                            found.output.contains(
                                "FOUND  checkpoint at \(size): the first \(size) events aren't those"),
                            "\(found)")
                    }
                }
            }
        }

        @Test func `verifying goes on from the last run, as long as nothing is found`() async throws {
            try await Installation.with { installation in
                let file = installation.folder.file("verified")
                try await Server.with(installation) { server async throws in
                    try await Load(seed: 5).sendUntilAcknowledged(0..<270, to: server)
                    let first = try await installation.daybook("audit", "verify", "--since", file)
                    #expect(first.status == 0, "\(first)")
                    #expect(first.output.contains("270 events, "), "\(first)")
                    #expect(String(decoding: installation.folder.read("verified"), as: UTF8.self).contains("\n270\n"))

                    try await Load(seed: 6).sendUntilAcknowledged(0..<30, to: server)
                    let second = try await installation.daybook("audit", "verify", "--since", file)
                    #expect(second.status == 0, "\(second)")
                    // From the last full tile on.
                    #expect(second.output.contains("44 events from 256 on"), "\(second)")
                    #expect(String(decoding: installation.folder.read("verified"), as: UTF8.self).contains("\n300\n"))
                    #expect(try await server.terminate() == 0)
                }
                let kept = installation.folder.read("verified")
                try await installation.tamper("UPDATE events SET body = '' WHERE position IN (3, 299)")
                let found = try await installation.daybook("audit", "verify", "--since", file)
                #expect(found.status == 3, "\(found)")
                #expect(found.output.contains("FOUND  event 299: ") && !found.output.contains("event 3:"), "\(found)")
                let whole = try await installation.daybook("audit", "verify", "--since", file, "--full")
                #expect(whole.status == 3, "\(whole)")
                #expect(whole.output.contains("FOUND  event 3: "), "\(whole)")
                #expect(installation.folder.read("verified") == kept)

                try installation.folder.write(Array("rubbish".utf8), to: "verified")
                let refused = try await installation.daybook("audit", "verify", "--since", file)
                #expect(refused.status == 2, "\(refused)")
                #expect(refused.errors.contains(file), "\(refused)")
            }
        }
    }
}
