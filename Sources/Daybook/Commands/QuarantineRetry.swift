import ArgumentParser
import Ledger
import Server
import Vocabulary

/// `daybook quarantine retry`
struct QuarantineRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Read quarantined deliveries again, and record what they say.",
        discussion: """
            Records the same events under the same ids as if the delivery had been read when it came, at the times that the provider
            tells, each caused by the quarantined event. They were found authentic when they came: no signature is asked for again.

            Running it again, twice at once, or after it was killed records nothing twice. What still can't be read stays quarantined,
            is listed with the reason, and makes the exit code 3.

            Examples:
              daybook quarantine retry 41 57
              daybook quarantine retry --all --dry-run
              daybook quarantine retry --all --source whatsapp
            """)

    @Argument(help: ArgumentHelp("The positions of deliveries to read again.", valueName: "position"))
    var positions: [Int64] = []

    @Flag(help: "All that are still to be read.")
    var all = false

    @Flag(help: "Read them and say what can be read, but record nothing.")
    var dryRun = false

    @OptionGroup var options: QuarantineOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        guard all != !positions.isEmpty else { throw ValidationError("Name positions, or give --all.") }
        guard positions.allSatisfy({ $0 >= 0 }) else { throw ValidationError("A position is 0 or more.") }
    }

    func run() async throws {
        let environment = Environment()
        let (options, positions, isTrial) = (options, positions, dryRun)
        let outcomes = try await withLedger(environment, logger: environment.logger()) { ledger in
            let quarantine = Quarantine(ledger: ledger)
            let looking = ProgressLine("events")
            let found = try await quarantine.deliveries(
                try await options.selection(in: ledger, positions: positions)
            ) { looking.update(done: $0, total: $1) }
            looking.finish()
            let known = Set(found.map(\.header.position.rawValue))
            if let unknown = positions.first(where: { !known.contains($0) }) {
                throw Failure(.failed, "Nothing is quarantined at position \(unknown). See: daybook quarantine list")
            }
            let open = found.filter(\.isOpen)
            let progress = ProgressLine("deliveries")
            var outcomes: [QuarantineOutcome] = []
            for delivery in open {
                outcomes.append(try await quarantine.reread(delivery, isTrial: isTrial))
                progress.update(done: Int64(outcomes.count), total: Int64(open.count))
            }
            progress.finish()
            return outcomes
        }
        let result = QuarantineOutput(outcomes: outcomes, isTrial: isTrial)
        result.show(as: output.output)
        let left = result.left.count
        if left > 0 {
            let verb = left == 1 ? "delivery still can't" : "deliveries still can't"
            throw Failure(.findings, "\(left) \(verb) be read: a version that can may come.")
        }
    }
}
