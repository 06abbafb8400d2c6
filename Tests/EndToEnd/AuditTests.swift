import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook audit verify`
    @Suite struct AuditTests {
        @Test func `sample traffic verifies, and one flipped byte of one body is found and located`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server async throws in
                    for (index, sample) in EndToEnd.readableSamples.enumerated() {
                        #expect(try await server.deliver(sample.1, from: sample.0, index: index).status == 200)
                    }
                    // The last checkpoint is signed at the end.
                    #expect(try await server.terminate() == 0)
                }
                let count = try await installation.eventCount()
                #expect(count == EndToEnd.readableEvents)
                let clean = try await installation.daybook("audit", "verify", "--output", "json")
                #expect(clean.status == 0, "\(clean)")
                #expect(try clean.json()["events"]?.integer == count)
                #expect(try clean.json()["findings"] == [])

                for position in [0, 7, count - 1] {
                    try await Self.flipByte(ofBodyAt: position, installation)
                    let found = try await installation.daybook("audit", "verify")
                    #expect(found.status == 3, "\(found)")
                    #expect(found.output.contains("event \(position):"), "\(found)")
                    #expect(found.lines.count { $0.hasPrefix("FOUND") } == 1, "\(found)")
                    let listed = try await installation.daybook("audit", "verify", "--output", "jsonl")
                    let finding = try JSON(parsing: Array(listed.lines.first.map { $0.utf8 } ?? "".utf8))
                    #expect(finding["place"]?.string == "event \(position)")
                    try await Self.flipByte(ofBodyAt: position, installation)
                    #expect(try await installation.daybook("audit", "verify").status == 0)
                }
            }
        }

        @Test func `nobody but a superuser who takes the guards away can change what is recorded`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server async throws in
                    #expect(try await server.deliver("message.received").status == 200)
                }
                let changes = [
                    "UPDATE events SET body = ''", "DELETE FROM events", "TRUNCATE events", "DELETE FROM event_ids",
                ]
                for statement in changes {
                    await #expect(throws: PostgresError.self, "\(statement)") {
                        try await installation.asSuperuser { try await $0.executeScript(statement) }
                    }
                }
                #expect(try await installation.daybook("audit", "verify").status == 0)
            }
        }

        @Test func `a history that was cut off is told by a checkpoint that was kept outside`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server async throws in
                    for index in 0..<3 {
                        #expect(try await server.deliver("message.received", index: index).status == 200)
                    }
                    let checkpoint = try await EndToEnd.checkpoint(of: 3, from: server)
                    try installation.folder.write(checkpoint.body, to: "kept")
                    #expect(try await server.terminate() == 0)
                }
                let kept = installation.folder.file("kept")
                #expect(try await installation.daybook("audit", "verify", "--checkpoint", kept).status == 0)

                // As if a backup from before had been restored: consistent in itself, and shorter.
                try await Installation.with { other in
                    let key = installation.environment["DAYBOOK_SIGNING_KEY_FILE"]
                    let restored = try await other.daybook(
                        "audit", "verify", "--checkpoint", kept, changes: ["DAYBOOK_SIGNING_KEY_FILE": key])
                    #expect(restored.status == 3, "\(restored)")
                    #expect(restored.output.contains("checkpoint at 3"), "\(restored)")
                }
            }
        }

        /// Flips a bit of the 21st byte of a sealed body, or flips it back.
        private static func flipByte(ofBodyAt position: Int64, _ installation: Installation) async throws {
            try await installation.asSuperuser { connection in
                try await connection.execute("SET session_replication_role = replica")
                let changed = try await connection.execute(
                    """
                    UPDATE events SET body = set_byte(body, 20, get_byte(body, 20) # 1) WHERE position = \(position)
                    """)
                #expect(changed == 1)
            }
        }
    }
}
