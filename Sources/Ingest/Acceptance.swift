package import Ledger
import Providers

/// What became of a delivery that was taken: it is durably in the ledger.
package struct Acceptance: Sendable {
    /// What the provider calls the event, to be echoed in the answer.
    package var eventName: String?
    /// Whether it was authentic, but couldn't be read.
    package var isQuarantined: Bool
    /// What became of each event of it. A conflict here is followed by its `delivery.conflicted`.
    package var outcomes: [AppendOutcome]

    init(eventName: String?, isQuarantined: Bool, outcomes: [AppendOutcome]) {
        self.eventName = eventName
        self.isQuarantined = isQuarantined
        self.outcomes = outcomes
    }

    /// What became of a delivery that could be read, at least in part.
    init(of delivery: Delivery, outcomes: [AppendOutcome]) {
        self.init(eventName: delivery.eventName, isQuarantined: !delivery.unreadable.isEmpty, outcomes: outcomes)
    }

    /// What became of a delivery that was taken in parts.
    package init(joining parts: [Acceptance]) {
        self.init(
            eventName: parts.first?.eventName, isQuarantined: parts.contains(where: \.isQuarantined),
            outcomes: parts.flatMap(\.outcomes))
    }

    /// Whether all of it was recorded before.
    package var isDuplicate: Bool {
        outcomes.allSatisfy { if case .duplicate = $0 { true } else { false } }
    }
}
