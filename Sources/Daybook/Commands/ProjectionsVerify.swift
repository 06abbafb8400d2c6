import ArgumentParser
import Ledger
import Postgres
import ProjectionEngine

/// `daybook projections verify`
struct ProjectionsVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that the projections' tables are what the ledger makes.",
        discussion: """
            Makes the tables anew beside the live ones, brings both to one position, and compares them row by row. Changes nothing and
            leaves nothing behind; readers, webhooks and followers go on. Exit code 3 when a table differs: the keys of the first 20
            rows are named. They are personal data where the table's keys are. A rebuild mends the tables.

            Examples:
              daybook projections verify --all
              daybook projections verify inbox --output json
            """)

    @OptionGroup var choice: ProjectionChoice

    @OptionGroup var output: OutputOptions

    func run() async throws {
        Priority.giveWay()
        let environment = Environment()
        let logger = environment.logger()
        let database = PostgresConfiguration(
            connectionString: try environment.databaseURL(), role: LedgerRole.projector, statementTimeout: nil)
        let display = RebuildDisplay(format: output.output)
        let reports = try await withLedger(environment, logger: logger) { ledger in
            let verification = ProjectionVerification(
                choice.projections, configuration: database, source: FactSource(ledger: ledger.reader), logger: logger)
            return try await untilInterrupted { try await verification.run { display.show($0) } }
        }
        display.finish()
        VerificationOutput.show(reports, as: output.output)
        let differing = reports.filter { !$0.isEqual }.map(\.projection)
        if !differing.isEmpty {
            throw Failure(
                .findings,
                """
                \(differing.joined(separator: ", ")): the tables aren't what the ledger makes. \
                Run: daybook projections rebuild \(differing.joined(separator: " "))
                """)
        }
    }
}
