import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// Bringing in what was saved elsewhere.
    @Suite struct ImportTests {
        private static func page(_ ids: Range<Int>, contact: Int = 4711) -> String {
            let items = ids.map { id in
                """
                {"messageId":\(1_750_000_000_000_000 + id),"contactId":\(contact),"channelId":5,
                 "traffic":"\(id.isMultiple(of: 2) ? "incoming" : "outgoing")","message":{"type":"text","text":"text \(id)"}}
                """
            }
            return #"{"items":[\#(items.joined(separator: ",\n"))],"pagination":{"next":"x"}}"#
        }

        private static func webhook(_ id: Int, event: String) -> [UInt8] {
            let kind = id.isMultiple(of: 2) ? "received" : "sent"
            return Array(
                """
                {"event_type":"message.\(kind)"\(event),"contact":{"id":4711,"phone":"+4915112345678","firstName":"Anna"},
                 "message":{"messageId":\(1_750_000_000_000_000 + id),"channelId":5,"traffic":"incoming",
                 "timestamp":\(1_750_000_000_000 + id),"message":{"type":"text","text":"text \(id)"}},
                 "channel":{"id":5,"source":"whatsapp"}}
                """.utf8)
        }

        /// The one row that is printed of one file.
        private static func row(_ outcome: Outcome) throws -> JSON {
            try #require(try outcome.json().array?.first, "\(outcome)")
        }

        @Test func `messages of Respond_io fill gaps, and those that came by webhook are there already`() async throws {
            try await Installation.with { installation in
                let file = try installation.folder.write(Array(Self.page(0..<150).utf8), to: "page.json")
                try await Server.with(installation) { server in
                    // Whether a webhook has an id of its own makes its key another one, and no message another one.
                    for (id, event) in [(0, ""), (1, ""), (2, #","event_id":"e2""#), (3, #","event_id":"e3""#)] {
                        let request = Server.signedByRespondIO(Self.webhook(id, event: event))
                        let answer = try await server.deliver(request, from: .respondIO)
                        #expect(answer.status == 200)
                    }
                    let trial = try await installation.daybook(
                        "import", "respond-io", file, "--dry-run", "--output", "json")
                    #expect(trial.status == 0, "\(trial)")
                    #expect(try Self.row(trial)["would_append"] == 146, "\(trial)")
                    #expect(try await installation.eventCount() == 4)

                    let runs = try (0..<2).map { _ in try installation.start("import", "respond-io", file) }
                    defer { for run in runs { run.kill() } }
                    for run in runs {
                        let status = try await run.end()
                        #expect(status == 0, "\(run.errors)")
                    }
                    #expect(try await installation.eventCount() == 150)
                    let again = try await installation.daybook("import", "respond-io", file, "--output", "json")
                    let row = try Self.row(again)
                    #expect(row["read"] == 150 && row["appended"] == 0 && row["already_there"] == 150, "\(again)")

                    // A webhook that comes late is the imported message, in other words.
                    let late = Server.signedByRespondIO(Self.webhook(40, event: ""))
                    _ = try await server.deliver(late, from: .respondIO)
                    try await installation.untilInboxIsCurrent()
                    let messages: Int64 = try await installation.value("SELECT count(*) FROM inbox_messages")
                    let conversations: Int64 = try await installation.value("SELECT count(*) FROM inbox_conversations")
                    #expect((messages, conversations) == (150, 1))
                }
                #expect(try await installation.daybook("audit", "verify").status == 0)
            }
        }

        @Test func `messages of Twilio bring their statuses, each under the key of its webhook`() async throws {
            try await Installation.with { installation in
                let message =
                    #""body":"hi","num_media":"0","date_sent":"Fri, 24 May 2019 17:18:28 +0000","error_code":null}"#
                let page = """
                    {"messages":[
                    {"sid":"SM1","from":"whatsapp:+15550100","to":"whatsapp:+15550199","status":"received","direction":"inbound",\(message),
                    {"sid":"SM2","from":"whatsapp:+15550199","to":"whatsapp:+15550100","status":"read","direction":"outbound-api",\(message),
                    {"sid":"SM3","direction":"outbound-api",\(message)],"page":0}
                    """
                let file = try installation.folder.write(Array(page.utf8), to: "messages.json")
                try await Server.with(installation) { server in
                    for form in [
                        "MessageSid=SM1&From=whatsapp%3A%2B15550100&To=whatsapp%3A%2B15550199&Body=hi&NumMedia=0",
                        "MessageSid=SM2&MessageStatus=read&From=whatsapp%3A%2B15550199&To=whatsapp%3A%2B15550100",
                    ] {
                        let answer = try await server.deliver(server.signedByTwilio(Array(form.utf8)), from: .twilio)
                        #expect(answer.status == 200)
                    }
                    let outcome = try await installation.daybook("import", "twilio", file, "--output", "json")
                    #expect(outcome.status == 3, "\(outcome)")
                    #expect(outcome.errors.contains("messages.json:4: the message lacks an address"), "\(outcome)")
                    let row = try Self.row(outcome)
                    #expect(row["read"] == 3 && row["appended"] == 1 && row["already_there"] == 2, "\(outcome)")
                    try await installation.untilInboxIsCurrent()
                    let status: String = try await installation.value(
                        "SELECT status FROM inbox_messages WHERE message_id = 'SM2' AND direction = 'outbound'")
                    #expect(status == "read")
                    let one: Int64 = try await installation.value("SELECT count(*) FROM inbox_conversations")
                    #expect(one == 1)
                }
            }
        }

        @Test func `an exported chat joins what webhooks brought, and comes in once`() async throws {
            try await Installation.with { installation in
                // The webhook's message 0 was written at 2025-06-15T15:06:40Z.
                let chat = """
                    15/06/2025, 17:00 - Messages and calls are end-to-end encrypted.
                    15/06/2025, 17:06 - Anna: text 0
                    15/06/2025, 17:07 - Anna: is it
                    still open?
                    15/06/2025, 17:08 - Acme: Yes
                    """
                let file = try installation.folder.write(Array(chat.utf8), to: "chat.txt")
                func run(_ options: String...) async throws -> Outcome {
                    try await EndToEndTests.run(
                        Products.daybook,
                        ["import", "whatsapp-export", file, "--phone", "+49 151 12345678", "--output", "json"]
                            + options,
                        environment: installation.environment, in: installation.folder)
                }
                try await Server.with(installation) { server in
                    let request = Server.signedByRespondIO(Self.webhook(0, event: #","event_id":"e0""#))
                    _ = try await server.deliver(request, from: .respondIO)
                    let zone = try await run("--own-name", "Acme", "--time-zone", "Berlin")
                    #expect(zone.status == 1 && zone.errors.contains("no time zone Berlin"), "\(zone)")
                    let name = try await run("--own-name", "Acne", "--time-zone", "Europe/Berlin")
                    #expect(name.status == 1 && name.errors.contains("own name"), "\(name)")
                    let first = try await run("--own-name", "Acme", "--time-zone", "Europe/Berlin")
                    #expect(first.status == 0, "\(first)")
                    let row = try Self.row(first)
                    #expect(row["appended"] == 2 && row["already_there"] == 1 && row["notices"] == 1, "\(first)")
                    let again = try Self.row(try await run("--own-name", "Acme", "--time-zone", "Europe/Berlin"))
                    #expect(again["appended"] == 0 && again["already_there"] == 3, "\(again)")
                    try await installation.untilInboxIsCurrent()
                    let isAtItsTime: Bool = try await installation.value(
                        """
                        SELECT occurred_at = '2025-06-15T15:07:00Z' FROM inbox_messages
                        WHERE text = E'is it\\nstill open?'
                        """)
                    #expect(isAtItsTime)
                    let subjects: Int64 = try await installation.value(
                        "SELECT count(DISTINCT subject) FROM inbox_messages")
                    #expect(subjects == 1)
                }
            }
        }

        @Test func `kept webhooks are read from lines, and what can't be read is told with its line`() async throws {
            try await Installation.with { installation in
                let body = String(decoding: Self.webhook(0, event: ""), as: UTF8.self).filter { $0 != "\n" }
                let lines = """
                    {"source":"respond.io","body":\(body)}

                    nonsense
                    {"source":"twilio","received_at":1750000000,"body":"MessageSid=SM1&From=%2B15550100&To=%2B15550199&Body=hi&NumMedia=0"}
                    """
                let file = try installation.folder.write(Array(lines.utf8), to: "webhooks.jsonl")
                let outcome = try await installation.daybook("import", "jsonl", file, "--tenant", "acme")
                #expect(outcome.status == 3, "\(outcome)")
                #expect(outcome.errors.contains("webhooks.jsonl:3: the body is not JSON"), "\(outcome)")
                #expect(!outcome.errors.contains("15550100"))
                #expect(outcome.lines.count == 2 && outcome.lines[0].hasPrefix("FILE"), "\(outcome)")
                let events: Int64 = try await installation.value(
                    "SELECT count(*) FROM events WHERE tenant = 'acme' AND actor = 'system'")
                #expect(events == 2)
                let missing = try await installation.daybook("import", "jsonl", "nowhere.jsonl")
                #expect(missing.status == 1 && missing.errors.contains("nowhere.jsonl can't be read"), "\(missing)")
            }
        }
    }
}
