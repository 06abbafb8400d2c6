import ProjectionEngine
package import Vocabulary

/// `inbox_insights`: one row a message of which something was found out: what a voice note says, the analysis, a task.
///
/// A table of its own, since most messages have none, and a message's row needn't be written again for it.
package struct InsightFold: Fold {
    package let table = "inbox_insights"

    package init() {}

    package func keys(of fact: RecordedFact) -> [MessageKey] {
        guard let message = fact.fact.insightMessage else { return [] }
        return [MessageKey(tenant: fact.event.tenant, source: message.source, messageID: message.messageID)]
    }

    package func fold(_ state: inout InsightState?, key: MessageKey, fact: RecordedFact) {
        guard let message = fact.fact.insightMessage else { return }
        let event = fact.event
        if let seen = state?.lastPosition, seen >= event.position { return }
        if state == nil { state = InsightState(message, event) }
        state?.apply(fact.fact, event)
    }
}

extension InsightState {
    fileprivate mutating func apply(_ fact: Fact, _ event: EventHeader) {
        lastPosition = event.position
        switch fact {
        case .voiceTranscribed(let transcription): self.transcription = Transcription(transcription)
        case .messageAnalyzed(let analysis): self.analysis = Analysis(analysis, at: event.occurredAt)
        case .taskCreated(let task):
            taskCount += 1
            self.task = MessageTask(task)
        default: break
        }
    }
}

extension Fact {
    /// The message that something was found out of.
    fileprivate var insightMessage: MessageReference? {
        switch self {
        case .voiceTranscribed(let transcription): transcription.message
        case .messageAnalyzed(let analysis): analysis.message
        case .taskCreated(let task): task.message
        default: nil
        }
    }
}
