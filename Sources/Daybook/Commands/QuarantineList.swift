import ArgumentParser
import Server
import Vocabulary

/// `daybook quarantine list`
struct QuarantineList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List deliveries that couldn't be read: where they are, since when, and why.",
        discussion: """
            Shows those that are still to be read; with --all those that were read again since, or erased, as well. Shows nothing
            of what was delivered: that is personal data, which GET /v1/events?from=POSITION&limit=1&body=true gives to keys with
            the scope audit.

            Examples:
              daybook quarantine list
              daybook quarantine list --source whatsapp --since 2025-01-15 --output csv
              daybook quarantine list --all --output jsonl
            """)

    @Flag(help: "Those that were read again, or erased, as well.")
    var all = false

    @OptionGroup var options: QuarantineOptions
    @OptionGroup var output: ListOptions

    func run() async throws {
        let environment = Environment()
        let options = options
        let progress = ProgressLine("events")
        let deliveries = try await withLedger(environment, logger: environment.logger()) { ledger in
            try await Quarantine(ledger: ledger).deliveries(try await options.selection(in: ledger)) {
                progress.update(done: $0, total: $1)
            }
        }
        progress.finish()
        let shown = deliveries.filter { all || $0.isOpen }
        guard !shown.isEmpty || output.output != .table else {
            return print("Nothing is quarantined that could be read again.")
        }
        Self.listing(of: shown).show(as: output.output)
    }

    private static func listing(of deliveries: [QuarantinedDelivery]) -> Listing {
        var listing = Listing("position", "recorded_at", "tenant", "source", "bytes", "state", "reason")
        for delivery in deliveries {
            let header = delivery.header
            listing.add(
                .integer(header.position.rawValue), .string(header.recordedAt.description),
                .string(header.tenant.description), .string(header.source.rawValue),
                delivery.size.map { .integer(Int64($0)) } ?? .null, .string(delivery.state),
                delivery.reason.map(JSON.string) ?? .null)
        }
        return listing
    }
}

extension QuarantinedDelivery {
    /// What became of it, in a word.
    var state: String {
        if isRead { return "read" }
        return size == nil ? "erased" : "open"
    }
}
