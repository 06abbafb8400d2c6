import ArgumentParser

/// `daybook sheets`
struct SheetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheets",
        abstract: "The sheets of clients, experts and projects.",
        discussion: """
            Example:
              daybook sheets export clients --output csv
            """,
        subcommands: [SheetsExport.self])
}
