package import Vocabulary

/// How many messages there were, and who wrote them. Two of different messages add up.
package struct VolumeFigures: Equatable, Sendable {
    /// By form, in the order of `MessageContent.Form.allCases`.
    package var inbound = Self.noForms
    package var outbound = Self.noForms
    package var byHuman: Int64 = 0
    package var byAutomation: Int64 = 0
    package var byUnknown: Int64 = 0
    /// Inbound messages whose processing time counts, and the sum of those times in microseconds: from when one was sent, as its
    /// provider says, to when it was durably recorded. Those that were told more than an hour late don't count.
    package var processed: Int64 = 0
    package var processing: Int64 = 0
    /// The events that were counted lie in here; `nil` when there are none.
    package var positions: ClosedRange<Position>?

    package init() {}

    static let noForms = [Int64](repeating: 0, count: MessageContent.Form.allCases.count)

    /// All messages of a direction.
    package func count(_ direction: MessageDirection) -> Int64 {
        (direction == .inbound ? inbound : outbound).reduce(0, +)
    }

    /// All messages of a form.
    package func count(_ form: MessageContent.Form) -> Int64 {
        MessageContent.Form.allCases.firstIndex(of: form).map { inbound[$0] + outbound[$0] } ?? 0
    }

    /// The share of automation in the messages of ours of which is known who wrote them, from 0 to 1; `nil` where of none is.
    package var automationShare: Double? {
        let known = byHuman + byAutomation
        return known == 0 ? nil : Double(byAutomation) / Double(known)
    }

    /// Mean processing time in seconds; `nil` when there is none.
    package var meanProcessing: Double? {
        processed == 0 ? nil : Double(processing) / Double(processed) / 1e6
    }

    /// Adds messages of a direction.
    mutating func add(_ counts: MessageCounts, _ direction: MessageDirection) {
        switch direction {
        case .inbound: for form in inbound.indices { inbound[form] += counts.forms[form] }
        case .outbound: for form in outbound.indices { outbound[form] += counts.forms[form] }
        }
        byHuman += counts.byHuman
        byAutomation += counts.byAutomation
        byUnknown += counts.byUnknown
        processed += counts.processed
        processing += counts.processing
        let (first, last) = (counts.first, max(counts.first, counts.last))
        positions = positions.map { min($0.lowerBound, first)...max($0.upperBound, last) } ?? first...last
    }

    package static func += (sum: inout Self, other: Self) {
        for form in sum.inbound.indices {
            sum.inbound[form] += other.inbound[form]
            sum.outbound[form] += other.outbound[form]
        }
        sum.byHuman += other.byHuman
        sum.byAutomation += other.byAutomation
        sum.byUnknown += other.byUnknown
        sum.processed += other.processed
        sum.processing += other.processing
        guard let others = other.positions else { return }
        sum.positions =
            sum.positions.map {
                min($0.lowerBound, others.lowerBound)...max($0.upperBound, others.upperBound)
            } ?? others
    }
}
