import ArgumentParser

/// How a command prints what it found: a table for a person, JSON for a program.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl
}

/// The option that every command with results has.
struct OutputOptions: ParsableArguments {
    @Option(help: "How to print: table, json or jsonl.")
    var output: OutputFormat = .table
}
