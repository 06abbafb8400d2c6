import Curl
import Glibc
import PostgresCluster
import Samples
import Testing
import Vocabulary

extension EndToEnd {
    /// `daybook dev`
    @Suite struct DevTests {
        @Test
        func `dev comes up with samples, its printed command reads the inbox, and a second start finds everything`()
            async throws
        {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let home = folder.file("home")
            // Should it be killed half-way, its PostgreSQL would be left.
            defer { PostgresCluster.discard(directory: "\(home)/postgres") }

            let first = try await Self.dev(samples: 30, home, folder) { dev in
                #expect(dev.output.contains("30 sample webhooks are in the ledger"))
                let inbox = try await Self.printedCommand("the inbox", dev, folder).json()
                #expect(inbox["success"] == true)
                #expect(inbox["messages"]?.array?.isEmpty == false)
                return try await Self.positions(dev, folder)
            }
            #expect(first.count >= 30)

            let second = try await Self.dev(samples: 0, home, folder) { dev in
                let inbox = try await Self.printedCommand("the inbox", dev, folder).json()
                #expect(inbox["messages"]?.array?.isEmpty == false)
                return try await Self.positions(dev, folder)
            }
            #expect(second.starts(with: first))
        }

        /// Runs `daybook dev` until it has printed where to look, and ends it as Ctrl-C in a terminal does.
        private static func dev<R: Sendable>(
            samples: Int, _ home: String, _ folder: ScratchFolder, _ body: (ChildProcess) async throws -> R
        ) async throws -> R {
            let dev = try ChildProcess(
                Products.daybook, ["dev", "--port", "0", "--samples", "\(samples)", "--data", home], environment: [:],
                in: folder)
            defer { dev.kill() }
            try await eventually("what dev prints: \(dev.errors)") {
                if let status = dev.poll() { throw HarnessError("dev ended with \(status): \(dev.errors)") }
                return dev.output.contains("Ctrl-C ends it")
            }
            let result = try await body(dev)
            #expect(try await databaseAnswers(dev, folder))
            dev.sendToGroup(SIGINT)
            #expect(try await dev.end() == 0, "\(dev.errors)")
            #expect(try await !databaseAnswers(dev, folder), "its PostgreSQL still runs")
            let log = dev.errors
            #expect(SampleTraffic.personalTexts.filter { log.holds($0) }.isEmpty, "\(log)")
            return result
        }

        /// Runs, through a shell, the command that stands behind `label` in what was printed.
        private static func printedCommand(
            _ label: String, _ dev: ChildProcess, _ folder: ScratchFolder
        ) async throws -> Outcome {
            let line = dev.output.split(separator: "\n").first { $0.contains("  \(label) ") }
            let command = try #require(line?.firstRange(of: "curl").map { line?[$0.lowerBound...] ?? "" })
            return try await run("/bin/sh", ["-c", "\(command)"], in: folder)
        }

        /// The positions of the first events.
        private static func positions(_ dev: ChildProcess, _ folder: ScratchFolder) async throws -> [String] {
            let environment = try environment(dev)
            let tail = try await run(
                Products.daybook, ["tail", "--from", "0", "--no-follow", "--output", "jsonl"], environment: environment,
                in: folder)
            #expect(tail.status == 0, "\(tail)")
            return tail.lines
        }

        /// Whether its PostgreSQL runs.
        private static func databaseAnswers(_ dev: ChildProcess, _ folder: ScratchFolder) async throws -> Bool {
            let database = try environment(dev)["DATABASE_URL"] ?? ""
            return try await run("psql", ["--no-psqlrc", "--dbname", database, "--command", "SELECT 1"], in: folder)
                .status == 0
        }

        /// The variables that it tells to export.
        private static func environment(_ dev: ChildProcess) throws -> [String: String] {
            let lines = dev.output.split(separator: "\n").map { String($0).trimmed }
            let url = try #require(lines.first { $0.hasPrefix("export DATABASE_URL=") })
            let keys = try #require(lines.first { $0.hasPrefix("export DAYBOOK_MASTER_KEY_FILE=") })
            var environment = ["DATABASE_URL": String(url.dropFirst("export DATABASE_URL=\"".count).dropLast())]
            for setting in keys.split(separator: " ").dropFirst() {
                let parts = setting.split(separator: "=", maxSplits: 1)
                environment[String(parts[0])] = String(parts[1])
            }
            return environment
        }
    }
}
