package import ProjectionEngine
import Vocabulary

/// The sheets: what a spreadsheet of clients, experts and projects shows, and what has changed in it since a position.
package enum SheetsProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "sheets", version: 1, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [
            .messageReceived, .messageSent, .contactCreated, .contactUpdated, .conversationUpdated,
            .conversationAssigned, .conversationTranscribed, .noteAdded, .contactMerged, .contactUnmerged,
        ],
        folds: [SheetContactFold(), SheetProjectFold()])
}
