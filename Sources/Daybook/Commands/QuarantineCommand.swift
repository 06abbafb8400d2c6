import ArgumentParser
import Ledger
import Server
import Vocabulary

/// `daybook quarantine`
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Authentic deliveries that couldn't be read when they came: list them, and read them again.",
        discussion: """
            Such a delivery was acknowledged, and is kept as it came. A version of Daybook that can read it brings it in.

            Examples:
              daybook quarantine list
              daybook quarantine retry --all
            """,
        subcommands: [QuarantineList.self, QuarantineRetry.self])
}

/// Which of the quarantined deliveries are meant.
struct QuarantineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only deliveries of this tenant.", valueName: "tenant"))
    var tenant: TenantID?

    @Option(help: ArgumentHelp("Only deliveries of this provider.", valueName: "source"))
    var source: Source?

    @Option(help: ArgumentHelp("Only what came since then: 2025-01-15, or 2025-01-15T10:30:00Z.", valueName: "time"))
    var since: Moment?

    /// - Parameter positions: none for all.
    func selection(
        in ledger: Ledger, positions: [Int64] = []
    ) async throws(LedgerError) -> Quarantine.Selection {
        var selection = Quarantine.Selection(tenant: tenant, source: source)
        if let since { selection.from = try await ledger.primary.position(recordedSince: since.timestamp) }
        if !positions.isEmpty { selection.positions = Set(positions.map { Position($0) }) }
        return selection
    }
}

/// A moment that is named on the command line: a day of UTC, or a time with its zone.
struct Moment: ExpressibleByArgument {
    let timestamp: Timestamp

    init?(argument: String) {
        guard let timestamp = Timestamp(argument) ?? Timestamp("\(argument)T00:00:00Z") else { return nil }
        self.timestamp = timestamp
    }
}
