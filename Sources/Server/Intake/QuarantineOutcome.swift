import Ingest
import Ledger
import Providers

/// What became of a quarantined delivery that was read again.
package struct QuarantineOutcome: Sendable {
    /// Where it stands now.
    package enum State: String, Sendable {
        /// Its events are in the ledger.
        case read
        /// It could be read, but was only tried.
        case readable
        /// It still can't be read.
        case open
        /// There is nothing left to read.
        case erased
    }

    package let delivery: QuarantinedDelivery
    package let state: State
    /// Why it can't be read, in words of ours that quote nothing.
    package let reason: String?
    /// How many of its events were recorded now, and how many were there already.
    package let recorded: Int
    package let present: Int

    init(_ rereading: Rereading, of delivery: QuarantinedDelivery, isTrial: Bool) {
        self.delivery = delivery
        var outcomes: [AppendOutcome] = []
        switch rereading {
        case .read(let acceptance):
            (state, reason) = (isTrial ? .readable : .read, nil)
            outcomes = acceptance.outcomes
        case .unreadable(let problem): (state, reason) = (.open, problem.reason)
        case .erased: (state, reason) = (.erased, nil)
        }
        recorded = outcomes.count { if case .recorded = $0 { true } else { false } }
        present = outcomes.count - recorded
    }
}
