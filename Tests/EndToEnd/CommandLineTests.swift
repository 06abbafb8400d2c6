import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// What the command line says, and how it ends.
    @Suite struct CommandLineTests {
        @Test func `every command has help with an example`() async throws {
            try await Self.inFolder { folder in
                let commands = try await CommandTree.read(in: folder).paths
                #expect(commands.count > 15)
                for command in commands {
                    let help = try await run(Products.daybook, command + ["--help"], in: folder)
                    #expect(help.status == 0, "\(command): \(help)")
                    #expect(help.errors == "", "\(command): \(help)")
                    #expect(help.output.contains("USAGE: "), "\(command): \(help)")
                    #expect(help.output.contains("Example"), "\(command): \(help)")
                }
                let version = try await run(Products.daybook, ["--version"], in: folder)
                #expect(version.status == 0)
                #expect(version.output.trimmed.split(separator: ".").count == 3)
            }
        }

        static let mistakes: [[String]] = [
            ["sing"], ["serve", "--port", "many"], ["serve", "--song"], ["migrate", "now"], ["keys", "create"],
            ["keys", "create", "--scope", "everything"], ["keys", "create", "--scope", ""],
            ["keys", "create", "--scope", "inbox", "--days", "0"], ["keys", "revoke"],
            ["keys", "rotate"], ["keys", "rotate", "4f2a81c09b3d", "--overlap", "-1"],
            ["trigger", "respond.io"], ["trigger", "carrier-pigeon", "message.received"],
            ["trigger", "twilio", "contact.created"], ["trigger", "twilio", "message.received", "--count", "0"],
            ["trigger", "twilio", "message.received", "--rate", "0"], ["tail", "--kind", "message.invented"],
            ["tail", "--output", "xml"], ["projections", "rebuild"], ["projections", "rebuild", "outbox"],
            ["projections", "rebuild", "inbox", "--all"],
            ["projections", "rebuild", "inbox", "--write-every=-1"], ["projections", "verify"],
            ["projections", "verify", "outbox"], ["projections", "drop-kept"], ["audit", "prove"],
            ["audit", "prove", "first"],
            ["sheets", "export", "people"], ["sheets", "export", "clients", "--tenant", "No"],
            ["quarantine", "retry"], ["quarantine", "retry", "4", "--all"], ["quarantine", "retry", "-1"],
            ["quarantine", "list", "--since", "yesterday"], ["quarantine", "list", "--source", "pigeons"],
            ["import", "jsonl"], ["import", "jsonl", "-", "-"],
            ["import", "respond-io", "a", "--tenant", "No"],
            ["import", "whatsapp-export", "a", "--own-name", "Acme", "--time-zone", "UTC", "--phone", "12"],
            ["audit", "prove", "-1"], ["audit", "verify", "--key", "none"],
        ]

        @Test func `a mistake in what is typed is explained on standard error, with exit code 2`() async throws {
            try await Self.inFolder { folder in
                for arguments in Self.mistakes {
                    let outcome = try await run(Products.daybook, arguments, in: folder)
                    #expect(outcome.status == 2, "\(arguments): \(outcome)")
                    #expect(outcome.output == "", "\(arguments): \(outcome)")
                    #expect(outcome.errors.split(separator: " ").count > 3, "\(arguments): \(outcome)")
                }
            }
        }

        static let needs: [(arguments: [String], variable: String)] = [
            (["serve"], "DATABASE_URL"), (["migrate"], "DATABASE_URL"), (["keys", "list"], "DATABASE_URL"),
            (["tail"], "DATABASE_URL"), (["audit", "verify"], "DATABASE_URL"),
            (["projections", "list"], "DATABASE_URL"), (["serve"], "DAYBOOK_MASTER_KEY_FILE"),
            (["tail"], "DAYBOOK_MASTER_KEY_FILE"), (["quarantine", "list"], "DAYBOOK_MASTER_KEY_FILE"),
            (["projections", "rebuild", "inbox"], "DAYBOOK_MASTER_KEY_FILE"),
            (["serve"], "DAYBOOK_SIGNING_KEY_FILE"), (["audit", "prove", "0"], "DAYBOOK_SIGNING_KEY_FILE"),
            (["audit", "verifier-key"], "DAYBOOK_SIGNING_KEY_FILE"),
            (["trigger", "respond.io", "message.received"], "RESPOND_IO_WEBHOOK_SECRET"),
            (["trigger", "twilio", "message.received"], "TWILIO_AUTH_TOKEN"),
            (["trigger", "whatsapp", "message.received"], "WHATSAPP_APP_SECRET"),
            (["trigger", "elevenlabs", "post_call_transcription"], "ELEVENLABS_WEBHOOK_SECRET"),
            (["trigger", "elevenlabs", "client.conversation"], "DAYBOOK_API_KEY"),
            (["trigger", "izer", "message.received"], "DAYBOOK_API_KEY"),
        ]

        @Test(arguments: [
            ("DAYBOOK_KEY_REQUESTS_PER_MINUTE", "many"), ("DAYBOOK_KEY_REQUESTS_PER_MINUTE", "-1"),
            ("DAYBOOK_KEY_REQUESTS_PER_MINUTE", "9223372036854775807"), ("DAYBOOK_CORS_ORIGINS", "desk.example.com"),
            ("DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE", "few"), ("DAYBOOK_PROXIES", "9"),
        ])
        func `a variable that can't be used is named, and what it may be`(variable: String, value: String) async throws
        {
            try await Installation.with { installation in
                var environment = installation.environment
                environment[variable] = value
                let outcome = try await run(
                    Products.daybook, ["serve", "--port", "0"], environment: environment, in: installation.folder)
                #expect(outcome.status == 2, "\(outcome)")
                #expect(outcome.errors.contains(variable), "\(outcome)")
            }
        }

        @Test func `a variable that isn't set is named, and how to set it`() async throws {
            try await Installation.with { installation in
                for (arguments, variable) in Self.needs {
                    for change in [nil, ""] {
                        var environment = installation.environment
                        environment[variable] = change
                        let outcome = try await run(
                            Products.daybook, arguments, environment: environment, in: installation.folder)
                        #expect(outcome.status == 2, "\(arguments): \(outcome)")
                        #expect(outcome.errors.contains("\(variable) isn't set"), "\(arguments): \(outcome)")
                    }
                }
            }
        }

        @Test func `a database that isn't there, or has no schema, is explained`() async throws {
            try await Installation.with { installation in
                let nowhere = "host=/nonexistent dbname=daybook user=daybook"
                for arguments in [["serve", "--port", "0"], ["migrate"], ["keys", "list"], ["tail"]] {
                    var environment = installation.environment
                    environment["DATABASE_URL"] = nowhere
                    let outcome = try await run(
                        Products.daybook, arguments, environment: environment, in: installation.folder)
                    #expect(outcome.status == 1, "\(arguments): \(outcome)")
                    #expect(outcome.errors.contains("database"), "\(arguments): \(outcome)")
                    #expect(!outcome.errors.contains("PostgresError("), "\(arguments): \(outcome)")
                }
                try await installation.asSuperuser { connection in
                    try await connection.executeScript(
                        "CREATE SCHEMA empty; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
                }
                for arguments in [
                    ["serve", "--port", "0"], ["tail"], ["keys", "list"], ["audit", "verify"], ["projections", "list"],
                ] {
                    let outcome = try await run(
                        Products.daybook, arguments, environment: installation.environment, in: installation.folder)
                    #expect(outcome.status == 1, "\(arguments): \(outcome)")
                    #expect(outcome.errors.contains("daybook migrate"), "\(arguments): \(outcome)")
                }
            }
        }

        @Test func `migrate runs once, and says so the second time`() async throws {
            try await Installation.with { installation in
                let again = try await installation.daybook("migrate")
                #expect(again.status == 0)
                #expect(again.output == "The schema is up to date.\n")
            }
        }

        @Test func `trigger sends as many as it is told, and tail shows them without personal data`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let sent = try await installation.daybook(
                        "trigger", "respond-io", "message.received", "--to", server.url, "--count", "30", "--seed", "3")
                    #expect(sent.output == "sent 30, acknowledged 30, refused 0, seed 3\n", "\(sent)")
                    #expect(sent.status == 0)
                    let one = try await installation.daybook(
                        "trigger", "twilio", "message.received", "--to", server.url)
                    #expect(one.output.hasPrefix("200 <?xml"), "\(one)")
                    // The same seed sends the same webhooks again.
                    let again = try await installation.daybook(
                        "trigger", "respond.io", "message.received", "--to", server.url, "--count", "30", "--seed", "3")
                    #expect(again.status == 0, "\(again)")
                    let refused = try await installation.daybook(
                        "trigger", "twilio", "message.received", "--to", server.url,
                        changes: ["TWILIO_AUTH_TOKEN": "another"])
                    #expect(refused.status == 1, "\(refused)")
                    #expect(refused.output.hasPrefix("401 "), "\(refused)")
                }
                #expect(
                    try await Self.kinds(installation, "--from", "0").filter { $0 == "message.received" }.count == 31)
                let table = try await installation.daybook("tail", "--from", "29", "--no-follow")
                #expect(table.lines[0].hasPrefix("POSITION"))
                #expect(table.lines.contains { $0.hasPrefix("30 ") && $0.contains("twilio") })
                #expect(try await Self.kinds(installation, "--from", "0", "--kind", "message.status") == [])
                #expect(try await Self.kinds(installation) == [])
            }
        }

        @Test func `trigger says when nobody listens`() async throws {
            try await Installation.with { installation in
                let outcome = try await installation.daybook(
                    "trigger", "twilio", "message.received", "--to", "http://127.0.0.1:1")
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("127.0.0.1"), "\(outcome)")
            }
        }

        @Test func `projections list tells how far the inbox is`() async throws {
            try await Installation.with { installation in
                let before = try await installation.daybook("projections", "list")
                #expect(before.status == 0)
                #expect(before.output.contains("No projection is installed yet"))
                try await Server.with(installation) { server in
                    #expect(try await server.deliver("message.received").status == 200)
                    try await installation.untilInboxIsCurrent()
                }
                let listed = try await installation.daybook("projections", "list", "--output", "json").json()
                let inbox = try #require(listed.array?.first { $0["name"] == "inbox" })
                #expect(inbox["position"] == 1)
                #expect(inbox["behind"] == 0)
                #expect(inbox["failure"] == .null)
                let table = try await installation.daybook("projections", "list").lines
                #expect(table.count == 1 + (listed.array?.count ?? 0))
                #expect(table.dropFirst().allSatisfy { $0.hasSuffix("follows") })
                let rebuilt = try await installation.daybook("projections", "rebuild", "--all")
                #expect(rebuilt.status == 0, "\(rebuilt)")
                let lines = rebuilt.lines.drop { !$0.hasPrefix("inbox: 1 events in ") }.dropFirst()
                let tables = lines.prefix { $0.hasPrefix("  ") }
                #expect(tables.count == 4, "a line for each table: \(rebuilt)")
                #expect(tables.contains { $0.hasPrefix("  inbox_messages: 1 rows, digest ") }, "\(rebuilt)")
            }
        }

        @Test func `sheets export writes a sheet as CSV or JSON`() async throws {
            try await Installation.with { installation in
                let contact: JSON = [
                    "event": "contact.updated", "timestamp": "2025-01-15T10:30:00Z",
                    "data": [
                        "contactId": "1", "name": "=1+1", "tags": ["client"], "customFields": ["client_id": "c1"],
                    ],
                ]
                try await Server.with(installation) { server in
                    let webhook = Server.signedByRespondIO(contact.serialized())
                    #expect(try await server.deliver(webhook, from: .respondIO).status == 200)
                    try await eventually("the row of the sheet") {
                        try await installation.value("SELECT count(*) = 1 FROM sheets_contacts")
                    }
                }
                let csv = try await installation.daybook("sheets", "export", "clients")
                #expect(csv.status == 0, "\(csv)")
                #expect(csv.output.hasPrefix("key,client_id,name,phone,"))
                #expect(csv.output.contains(",c1,'=1+1,"))
                let json = try await installation.daybook("sheets", "export", "clients", "--output", "json").json()
                #expect(json["cells"]?["name"] == "=1+1")
                let none = try await installation.daybook("sheets", "export", "clients", "--tenant", "acme")
                #expect(none.output.split(separator: "\r\n").count == 1, "\(none)")
            }
        }

        private static func kinds(_ installation: Installation, _ options: String...) async throws -> [String] {
            let arguments = ["tail", "--no-follow", "--output", "jsonl"] + options
            let outcome = try await run(
                Products.daybook, arguments, environment: installation.environment, in: installation.folder)
            #expect(outcome.status == 0, "\(outcome)")
            return try outcome.lines.compactMap { try JSON(parsing: Array($0.utf8))["kind"]?.string }
        }

        private static func inFolder(_ body: (ScratchFolder) async throws -> Void) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            try await body(folder)
        }
    }
}
