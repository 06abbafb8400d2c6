import ProjectionEngine
package import Vocabulary

/// `lookup_transcripts`: one row a conversation with a voice agent, as it was handed over last.
package struct TranscriptFold: Fold {
    package let table = "lookup_transcripts"

    package init() {}

    package func keys(of fact: RecordedFact) -> [TranscriptKey] {
        guard case .conversationTranscribed(let conversation) = fact.fact else { return [] }
        return [TranscriptKey(tenant: fact.event.tenant, conversation: conversation.conversationID)]
    }

    package func fold(_ state: inout TranscriptState?, key: TranscriptKey, fact: RecordedFact) {
        guard case .conversationTranscribed(let conversation) = fact.fact else { return }
        // A row that has seen an event doesn't see it again.
        if let seen = state?.last, seen >= fact.event.position { return }
        state = TranscriptState(conversation, fact.event)
    }
}
