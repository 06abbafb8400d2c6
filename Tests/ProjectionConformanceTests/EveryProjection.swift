import Analytics
import Contacts
import Inbox
import ProjectionEngine
import Sheets
import TenantLookup
import Testing

/// Every projection that there is: each must pass all that is tested here. A new one joins with one line.
enum EveryProjection {
    static let all: [Projection] = [
        InboxProjection.projection,
        ContactsProjection.projection,
        AnalyticsProjection.projection,
        SheetsProjection.projection,
        TenantLookupProjection.projection,
    ]
}

extension Projection: CustomTestStringConvertible {
    /// Its name, as a test's argument is shown.
    public var testDescription: String { name }
}
