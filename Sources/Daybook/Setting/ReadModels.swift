import Analytics
import Contacts
import Inbox
import ProjectionEngine
import Sheets
import TenantLookup

/// The projections that this version folds.
enum ReadModels {
    /// All of them, in the order in which people know them.
    static let all = [
        InboxProjection.projection, ContactsProjection.projection, AnalyticsProjection.projection,
        SheetsProjection.projection, TenantLookupProjection.projection,
    ]
}
