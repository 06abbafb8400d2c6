import ArgumentParser

/// The root of the command line.
struct Daybook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daybook",
        abstract: "An event-sourced conversation ledger on PostgreSQL.",
        discussion: """
            Example, with a private database, sample traffic and no keys needed:
              daybook dev

            Exit codes: 0 done, 1 failed, 2 usage, 3 findings, 4 not allowed.
            """,
        version: "0.1.0",
        subcommands: [
            Dev.self, Serve.self, Migrate.self, Doctor.self, Keys.self, Trigger.self, Tail.self, Projections.self,
            SheetsCommand.self, Audit.self, QuarantineCommand.self, Import.self,
        ])
}
