import ArgumentParser
import Cryptography
import Ledger
import Postgres
import ProjectionEngine
import Vocabulary

/// `daybook projections rebuild`
struct ProjectionsRebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make projections anew from the ledger, while the service goes on.",
        discussion: """
            The tables are made beside the live ones and swapped in at the end; readers and webhooks go on all the while. One that is
            broken off leaves the live tables as they were.

            Examples:
              daybook projections rebuild inbox
              daybook projections rebuild --all
            """)

    @Argument(help: "The projections to rebuild.")
    var names: [String] = []

    @Flag(help: "Rebuild all projections.")
    var all = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        let known = Assembly.projections.map(\.name)
        if all == !names.isEmpty { throw ValidationError("Name the projections to rebuild, or give --all.") }
        for name in names where !known.contains(name) {
            throw ValidationError("There is no projection \(name). There are: \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let environment = Environment()
        let logger = environment.logger()
        let chosen = Assembly.projections.filter { all || names.contains($0.name) }
        let database = PostgresConfiguration(
            connectionString: try environment.databaseURL(), role: LedgerRole.projector, statementTimeout: nil)
        try await withLedger(environment, logger: logger) { ledger in
            for projection in chosen {
                let progress = ProgressLine("events")
                let rebuild = ProjectionRebuild(
                    projection, configuration: database, source: FactSource(ledger: ledger.reader), logger: logger)
                let report = try await rebuild.run { progress.update(done: $0.events, total: $0.total) }
                progress.finish()
                show(report)
            }
        }
    }

    private func show(_ report: RebuildReport) {
        switch output.output {
        case .table:
            let seconds = report.elapsed / .seconds(1)
            let rate = seconds > 0 ? Int(Double(report.position.rawValue) / seconds) : 0
            print(
                "\(report.projection): \(report.position) events in \(Self.rounded(seconds)) s (\(rate) a second), generation \(report.generation)"
            )
            for table in report.digests { print("  \(table.table): \(table.rows) rows, digest \(table.digest)") }
            if report.unreadable > 0 { print("  \(report.unreadable) events couldn't be read and were passed over") }
        case .json, .jsonl:
            print(String(decoding: json(report).serialized(), as: UTF8.self))
        }
    }

    private func json(_ report: RebuildReport) -> JSON {
        [
            "projection": .string(report.projection), "version": .integer(Int64(report.version)),
            "generation": .integer(Int64(report.generation)), "position": .integer(report.position.rawValue),
            "unreadable": .integer(Int64(report.unreadable)),
            "milliseconds": .integer(Int64(report.elapsed / .milliseconds(1))),
            "tables": .array(report.digests.map(json)),
        ]
    }

    private func json(_ digest: TableDigest) -> JSON {
        [
            "table": .string(digest.table), "rows": .integer(digest.rows), "digest": .string(digest.digest.hex),
        ]
    }

    private static func rounded(_ seconds: Double) -> Double {
        (seconds * 100).rounded() / 100
    }
}
