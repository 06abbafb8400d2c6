package import ProjectionEngine
import Vocabulary

/// The inbox: conversations, messages and notes of all channels.
package enum InboxProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "inbox", version: 1, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [
            .messageReceived, .messageSent, .messageStatus, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .messagesRead, .noteAdded,
        ],
        folds: [ConversationFold(), MessageFold(), NoteFold()])
}
