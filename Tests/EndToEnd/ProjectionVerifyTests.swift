import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook projections verify`, and the receipts that swaps leave.
    @Suite struct ProjectionVerifyTests {
        @Test func `tables that were followed and rebuilt are what the ledger makes`() async throws {
            try await Installation.withInbox { installation, _ in
                let followed = try await installation.daybook("projections", "verify", "--all")
                #expect(followed.status == 0, "\(followed)")
                #expect(followed.output.contains("everything is as the ledger makes it"))
                try await installation.rebuildInbox()
                let rebuilt = try await installation.daybook("projections", "verify", "inbox", "--output", "json")
                #expect(rebuilt.status == 0, "\(rebuilt)")
                #expect(try rebuilt.json().array?.map { $0["equal"] } == [true])
                #expect(try await installation.generations() == 0)
            }
        }

        /// A change of each table of the inbox by hand.
        @Test(arguments: [
            (
                "UPDATE inbox_messages SET text = 'forged' WHERE message_id = (SELECT min(message_id) FROM inbox_messages)",
                "inbox_messages"
            ),
            ("UPDATE inbox_conversations SET unread_count = unread_count + 1", "inbox_conversations"),
            ("DELETE FROM inbox_notes", "inbox_notes"),
        ])
        func `a change by hand is found, and its key is named`(sql: String, table: String) async throws {
            try await Installation.withInbox { installation, _ in
                let changed = try await installation.asSuperuser { try await $0.execute(PostgresQuery(sql: sql)) }
                #expect(changed > 0)
                let found = try await installation.daybook("projections", "verify", "--all")
                #expect(found.status == 3, "\(found)")
                let lines = found.lines.filter { $0.hasPrefix("FOUND") }
                #expect(lines.count == min(changed, 20) + (changed > 20 ? 1 : 0), "\(found)")
                #expect(lines.allSatisfy { $0.hasPrefix("FOUND  \(table)") }, "\(found)")
                #expect(lines.first?.contains(table == "inbox_notes" ? "position=" : "tenant=default") == true)
                let json = try await installation.daybook("projections", "verify", "--all", "--output", "json")
                #expect(json.status == 3)
                let tables = try json.json().array?.flatMap { $0["tables"]?.array ?? [] } ?? []
                let wrong = tables.filter { $0["equal"] == false }
                #expect(wrong.map { $0["table"] } == [.string(table)])
                #expect(wrong.first?["differing"] == .integer(Int64(changed)))

                try await installation.rebuildInbox()
                #expect(try await installation.daybook("projections", "verify", "--all").status == 0)
                #expect(try await installation.generations() == 0)
            }
        }

        @Test func `a swap leaves a receipt in the ledger`() async throws {
            try await Installation.withInbox { installation, _ in
                let size = try await installation.eventCount()
                try await installation.rebuildInbox()
                #expect(try await installation.swaps() == 1)
                #expect(try await installation.eventCount() == size + 1)
                try await installation.untilInboxIsCurrent()
                #expect(try await installation.daybook("audit", "verify").status == 0)
            }
        }

        @Test func `a program is told of each step`() async throws {
            try await Installation.withInbox { installation, _ in
                let outcome = try await installation.daybook("projections", "rebuild", "--all", "--output", "jsonl")
                #expect(outcome.status == 0, "\(outcome)")
                let steps = try outcome.lines.map { try JSON(parsing: Array($0.utf8)) }
                #expect(steps.compactMap { $0["phase"]?.string }.first == "reading")
                #expect(steps.compactMap { $0["phase"]?.string }.last == "swapping")
                #expect(steps.filter { $0["phase"] != nil }.last?["percent"] == 100)
                #expect(steps.contains { $0["projection"] == "inbox" && $0["tables"]?.array?.isEmpty == false })
            }
        }
    }
}
