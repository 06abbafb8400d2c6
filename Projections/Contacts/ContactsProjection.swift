package import ProjectionEngine
import Vocabulary

/// The contacts: who they are, how they want to be reached, what went on with them, and who may be one person.
package enum ContactsProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "contacts", version: 1, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [
            .messageReceived, .messageSent, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .conversationTranscribed, .noteAdded, .contactMerged, .contactUnmerged,
        ],
        folds: [ProfileFold(), IdentifierFold(), MergeFold(), TimelineFold()])
}
