import ArgumentParser

/// Appends to a ledger as fast as it takes, without HTTP: what `tools/bench` measures appending and fills ledgers with.
///
/// The database is DATABASE_URL, the master key DAYBOOK_MASTER_KEY_FILE, as for `daybook`. What was measured goes to standard
/// output as JSON, progress to standard error.
@main
struct LedgerLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LedgerLoad", abstract: "Load on a ledger, without HTTP.", subcommands: [Append.self, Make.self])
}
