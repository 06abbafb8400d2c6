package import ProjectionEngine
import Vocabulary

/// The analytics: how much was written, by whom, on which channels, and how quickly people were answered.
package enum AnalyticsProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "analytics", version: 3, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: EventCountFold.kinds.union([
            .messageReceived, .messageSent, .conversationUpdated, .conversationTranscribed,
        ]),
        folds: [VolumeFold(), EventCountFold(), ContactFold(), OpeningsFold()])
}
