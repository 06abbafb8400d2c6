package import ProjectionEngine
import Vocabulary

/// The tenant lookup: a phone number's business, bot and session, and where that conversation stands; and the conversations with voice
/// agents that are over.
package enum TenantLookupProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "tenant_lookup", version: 2, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [.stateSynced, .orderLinked, .conversationTranscribed], folds: [SessionFold(), TranscriptFold()])
}
