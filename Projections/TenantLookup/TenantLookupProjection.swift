package import ProjectionEngine
import Vocabulary

/// The tenant lookup: a phone number's business, bot and session, and where that conversation stands.
package enum TenantLookupProjection {
    /// The projection as this version of the code folds it.
    package static let projection = Projection(
        name: "tenant_lookup", version: 1, tables: PackageResources.schema_sql, indexes: PackageResources.indexes_sql,
        kinds: [.stateSynced, .orderLinked], folds: [SessionFold()])
}
