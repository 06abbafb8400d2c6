package import ProjectionEngine
import Vocabulary

/// The inbox: conversations, messages, what was found out of them, and notes, of all channels.
package enum InboxProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "inbox", version: 3, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [
            .messageReceived, .messageSent, .messageStatus, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .conversationTranscribed, .messagesRead, .noteAdded, .voiceTranscribed,
            .messageAnalyzed, .taskCreated, .taskUpdated, .automationPaused, .automationResumed, .escalationRaised,
        ],
        folds: [ConversationFold(), MessageFold(), InsightFold(), NoteFold()])
}
