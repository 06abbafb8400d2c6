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

    package func fold(_ state: InsightState?, key: MessageKey, fact: RecordedFact) -> InsightState? {
        guard let message = fact.fact.insightMessage else { return state }
        let event = fact.event
        if let state, state.lastPosition >= event.position { return state }
        var state = state ?? InsightState(message, event)
        state.lastPosition = event.position
        switch fact.fact {
        case .voiceTranscribed(let transcription): state.transcription = Transcription(transcription)
        case .messageAnalyzed(let analysis): state.analysis = Analysis(analysis, at: event.occurredAt)
        case .taskCreated(let task):
            state.taskCount += 1
            state.task = MessageTask(task)
        default: break
        }
        return state
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
