import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// Deliveries that couldn't be read when they came.
    @Suite struct QuarantineTests {
        @Test func `what can't be read is listed without personal data, and reading it again says so`() async throws {
            try await Installation.with { installation in
                let none = try await installation.daybook("quarantine", "list")
                #expect(none.status == 0 && none.output.hasPrefix("Nothing is quarantined"), "\(none)")
                try await Server.with(installation) { server in
                    for text in ["rubbish of +15550199", "more, \"rubbish\""] {
                        let rubbish = Server.signedByRespondIO(Array(text.utf8))
                        let answer = try await server.deliver(rubbish, from: .respondIO)
                        #expect(answer.status == 200)
                    }
                }
                let table = try await installation.daybook("quarantine", "list")
                #expect(table.lines.count == 3 && table.lines[0].hasPrefix("POSITION  RECORDED AT"), "\(table)")
                #expect(!table.output.contains("15550199"))
                let json = try await installation.daybook("quarantine", "list", "--output", "json").json()
                let rows = try #require(json.array)
                #expect(rows.map { $0["bytes"] } == [20, 15] && rows.allSatisfy { $0["state"] == "open" }, "\(rows)")
                #expect(rows.allSatisfy { $0["reason"]?.string?.hasPrefix("the body is not JSON") == true })
                let csv = try await installation.daybook("quarantine", "list", "--output", "csv")
                #expect(csv.output.hasPrefix("position,recorded_at,tenant,source,bytes,state,reason\r\n0,"), "\(csv)")
                for filter in [["--source", "twilio"], ["--tenant", "acme"], ["--since", "2100-01-01"]] {
                    let outcome = try await run(
                        Products.daybook, ["quarantine", "list", "--output", "jsonl"] + filter,
                        environment: installation.environment, in: installation.folder)
                    #expect(outcome.status == 0 && outcome.output == "", "\(filter): \(outcome)")
                }
                for options in [["--all"], ["--all", "--dry-run"], ["0", "1"]] {
                    let outcome = try await run(
                        Products.daybook, ["quarantine", "retry"] + options, environment: installation.environment,
                        in: installation.folder)
                    #expect(outcome.status == 3, "\(options): \(outcome)")
                    #expect(outcome.lines.count == 4, "a summary, a header, two rows: \(outcome)")
                }
                let unknown = try await installation.daybook("quarantine", "retry", "7")
                #expect(unknown.status == 1 && unknown.errors.contains("position 7"), "\(unknown)")
                #expect(try await installation.eventCount() == 2)
            }
        }

        /// This version can read all that it sends itself. What an older one would have left is made of that: the event is called
        /// quarantined, and the ids of what it says are free. The bodies stay as they were sealed.
        @Test func `what a newer version reads comes into the ledger and the inbox, once`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    for index in 0..<20 {
                        let answer = try await server.deliver("message.received", index: index)
                        #expect(answer.status == 200)
                    }
                }
                try await installation.asSuperuser { connection in
                    try await connection.executeScript(
                        """
                        SET session_replication_role = replica;
                        UPDATE events SET kind = 'delivery.quarantined';
                        DELETE FROM event_ids;
                        """)
                }
                #expect(try await installation.daybook("projections", "rebuild", "--all").status == 0)
                #expect(try await installation.value("SELECT count(*) FROM inbox_messages", as: Int64.self) == 0)

                let runs = [
                    try installation.start("quarantine", "retry", "--all"),
                    try installation.start("quarantine", "retry", "--all"),
                ]
                defer { for run in runs { run.kill() } }
                for run in runs { #expect(try await run.end() == 0, "\(run.errors)") }
                let recorded: Int64 = try await installation.value(
                    "SELECT count(*) FROM events WHERE kind = 'message.received'")
                #expect(recorded == 20)
                let again = try await installation.daybook("quarantine", "retry", "--all")
                #expect(again.status == 0, "\(again)")
                #expect(again.output == "0 read again: 0 events recorded, 0 there already; 0 can't be read\n")
                let read = try await installation.daybook("quarantine", "list", "--all", "--output", "jsonl")
                #expect(read.lines.count { $0.contains(#""state":"read""#) } == 20, "\(read)")
                try await Server.with(installation) { _ in try await installation.untilInboxIsCurrent() }
                #expect(try await installation.value("SELECT count(*) FROM inbox_messages", as: Int64.self) == 20)
            }
        }
    }
}
