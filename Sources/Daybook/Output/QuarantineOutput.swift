import Server
import Vocabulary

/// Prints what became of deliveries that were read again.
struct QuarantineOutput {
    let outcomes: [QuarantineOutcome]
    /// Whether nothing was recorded.
    let isTrial: Bool

    /// Those that still can't be read.
    var left: [QuarantineOutcome] { outcomes.filter { $0.state == .open } }

    /// A summary and what is left for a person; a row for each for a program.
    func show(as format: ListFormat) {
        guard format == .table else { return Self.listing(of: outcomes).show(as: format) }
        print(summary)
        if !left.isEmpty { Self.listing(of: left).show(as: .table) }
    }

    private var summary: String {
        let readable = outcomes.count { $0.state == .read || $0.state == .readable }
        if isTrial { return "\(readable) can be read, \(left.count) can't; nothing was recorded" }
        let recorded = outcomes.reduce(0) { $0 + $1.recorded }
        let present = outcomes.reduce(0) { $0 + $1.present }
        let events = "\(recorded) events recorded, \(present) there already"
        return "\(readable) read again: \(events); \(left.count) can't be read"
    }

    private static func listing(of outcomes: [QuarantineOutcome]) -> Listing {
        var listing = Listing("position", "tenant", "source", "state", "recorded", "present", "reason")
        for outcome in outcomes {
            let header = outcome.delivery.header
            listing.add(
                .integer(header.position.rawValue), .string(header.tenant.description),
                .string(header.source.rawValue), .string(outcome.state.rawValue), .integer(Int64(outcome.recorded)),
                .integer(Int64(outcome.present)), outcome.reason.map(JSON.string) ?? .null)
        }
        return listing
    }
}
