import ArgumentParser
import Ledger
import Vocabulary

/// `daybook tail`
struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follow the ledger: a line for each event as it is recorded.",
        discussion: """
            Shows envelopes, which hold no personal data.

            Examples:
              daybook tail
              daybook tail --kind message.received --kind message.sent --tenant default
              daybook tail --from 0 --no-follow --output jsonl
            """)

    @Option(help: ArgumentHelp("Only events of this kind; may be given several times.", valueName: "kind"))
    var kind: [EventKind] = []

    @Option(help: ArgumentHelp("Only events of this tenant.", valueName: "tenant"))
    var tenant: TenantID?

    @Option(help: ArgumentHelp("Begin at this position instead of at the end.", valueName: "position"))
    var from: Int64?

    @Flag(inversion: .prefixedNo, help: "Wait for more at the end.")
    var follow = true

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        try await withLedger(environment, logger: environment.logger()) { ledger in
            let start: Int64 = if let from { from } else { try await ledger.reader.head().size }
            var selection = EventSelection(
                from: Position(start), tenant: tenant, kinds: kind.isEmpty ? nil : kind, limit: 500)
            if output.output == .table { print(Self.header) }
            while true {
                let size = try await ledger.reader.head().size
                selection.before = Position(size)
                let events = try await ledger.reader.events(selection)
                for event in events { print(line(event)) }
                selection.from =
                    events.count == selection.limit
                    ? events.last?.header.position.next ?? selection.from : Position(size)
                if events.count == selection.limit { continue }
                guard follow else { return }
                _ = await ledger.head.wait(beyond: size, atMost: .seconds(30))
            }
        }
    }

    private static let header =
        "\("POSITION".padded(10))  \("RECORDED".padded(27))  \("KIND".padded(24))  \("SOURCE".padded(10))  \("TENANT".padded(12))  CONVERSATION"

    private func line(_ event: StoredEvent) -> String {
        let header = event.header
        switch output.output {
        case .table:
            return
                "\(header.position.description.padded(10))  \(header.recordedAt.description.padded(27))  \(header.kind.rawValue.padded(24))  \(header.source.rawValue.padded(10))  \(header.tenant.description.padded(12))  \(header.conversation?.description ?? "-")"
        case .json, .jsonl:
            return String(decoding: event.entry, as: UTF8.self)
        }
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension EventKind: ExpressibleByArgument {}
extension TenantID: ExpressibleByArgument {
    /// The tenant named on the command line.
    package init?(argument: String) {
        self.init(argument)
    }
}
