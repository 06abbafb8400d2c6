import Contacts
import Inbox
import ProjectionEngine
import Sheets

/// The projections that this version folds.
enum ReadModels {
    /// All of them, in the order in which people know them.
    static let all = [InboxProjection.projection, ContactsProjection.projection, SheetsProjection.projection]
}
