import ArgumentParser
import Ledger
import Logging
import Postgres
import ProjectionEngine

/// `daybook projections rebuild`
struct ProjectionsRebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make projections anew from the ledger, while the service goes on.",
        discussion: """
            The tables are made beside the live ones, from one read of the ledger, and swapped in at the end, all at once; readers and
            webhooks go on all the while. Each swap is recorded in the ledger as projection.swapped. One that is interrupted leaves no
            trace; one that was killed, or lost the database, is gone on with by the next, if the program is the same and nobody was
            erased meanwhile. It runs at a low priority, and rests as long as it computes while events are recorded: both make it longer.

            Examples:
              daybook projections rebuild inbox
              daybook projections rebuild --all
              daybook projections rebuild --all --keep
            """)

    @OptionGroup var choice: ProjectionChoice

    @Flag(help: "Keep the tables that are replaced, until `projections drop-kept` or the next rebuild.")
    var keep = false

    @Flag(help: "Begin anew, whatever a rebuild that was killed has left.")
    var restart = false

    @Option(
        help: ArgumentHelp(
            "After how many seconds what is folded is written, for the next run to go on with should this one be killed.",
            valueName: "s"))
    var writeEvery = 60

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if writeEvery < 0 { throw ValidationError("--write-every must be 0 or more.") }
    }

    func run() async throws {
        Priority.giveWay()
        let environment = Environment()
        let logger = environment.logger()
        let database = PostgresConfiguration(
            connectionString: try environment.databaseURL(), role: LedgerRole.projector, statementTimeout: nil)
        let code = restart ? nil : try ProgramDigest.own()
        var limits = RebuildLimits()
        limits.checkpointInterval = .seconds(writeEvery)
        let (display, bounds) = (RebuildDisplay(format: output.output), limits)
        try await withLedger(environment, logger: logger) { ledger in
            var rebuild = JointRebuild(
                choice.projections, configuration: database, source: FactSource(ledger: ledger.reader), limits: bounds,
                logger: logger)
            rebuild.code = code
            rebuild.keepsOld = keep
            let (job, format) = (rebuild, output.output)
            let reports = try await untilInterrupted {
                try await job.run { display.show($0) }
            }
            display.finish()
            RebuildOutput.show(reports, as: format)
            try await Self.recordSwaps(in: ledger, environment, logger)
        }
    }

    private static func recordSwaps(in ledger: Ledger, _ environment: Environment, _ logger: Logger) async throws {
        do {
            try await withPool(environment, role: LedgerRole.projector, size: 1, logger: logger) { pool in
                _ = try await ProjectionStore(pool: pool).recordSwaps(in: ledger)
            }
        } catch {
            throw Failure(
                .failed,
                """
                The new tables are in place, but the ledger has no record of it yet (projection.swapped). daybook serve, or the next \
                rebuild, will record it as soon as it can be. \(error)
                """)
        }
    }
}
