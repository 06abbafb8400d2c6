import ProjectionEngine
package import Vocabulary

/// `analytics_volume`: messages by quarter hour, channel and direction.
package struct VolumeFold: Fold {
    package let table = "analytics_volume"

    package init() {}

    /// A message that is told later than this after it occurred wasn't processed for so long: it was kept back by its provider, or
    /// imported. In microseconds.
    static let longestProcessing: Int64 = 3_600_000_000

    package func keys(of fact: RecordedFact) -> [VolumeKey] {
        guard let message = CountedMessage(fact.fact) else { return [] }
        return [
            VolumeKey(
                tenant: fact.event.tenant, quarter: QuarterHour(fact.event.occurredAt), channel: message.channel,
                direction: message.direction)
        ]
    }

    package func fold(_ state: VolumeState?, key: VolumeKey, fact: RecordedFact) -> VolumeState? {
        let event = fact.event
        // A row that has seen an event doesn't see it again.
        if let state, state.last >= event.position { return state }
        guard let message = CountedMessage(fact.fact) else { return state }
        var state = state ?? VolumeState(first: event.position)
        state.messages += 1
        switch message.nature {
        case .human: state.byHuman += 1
        case .automation: state.byAutomation += 1
        case .unknown: state.byUnknown += 1
        case nil: state.addProcessing(event.recordedAt.microseconds - event.occurredAt.microseconds)
        }
        if let form = MessageContent.Form.allCases.firstIndex(of: message.form) { state.forms[form] += 1 }
        state.last = event.position
        return state
    }
}

extension VolumeState {
    fileprivate mutating func addProcessing(_ time: Int64) {
        guard time <= VolumeFold.longestProcessing else { return }
        processed += 1
        // The provider's clock may be ahead of ours.
        processing += max(0, time)
    }
}
