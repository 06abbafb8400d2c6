package import Vocabulary

/// A row of a sheet.
package struct SheetRow: Equatable, Sendable {
    /// Stays the same for as long as there is the row: the contact's id, or the project's.
    package let key: String
    /// The event that last changed it, or one of its contacts.
    package let changed: Position
    /// Whether it stands in the sheet no longer.
    package let isGone: Bool
    /// One for each column behind the key; empty when the row is gone.
    package let cells: [SheetCell]
}

/// A run of rows.
package struct SheetPage: Equatable, Sendable {
    package var rows: [SheetRow] = []
    /// The key after which the next page begins; `nil` at the end of the sheet.
    package var next: String?
}

/// What has changed in a sheet.
package struct SheetChanges: Equatable, Sendable {
    package var rows: [SheetRow] = []
    /// From where on to ask for the changes that follow; `nil` when there are none yet.
    package var next: Position?
}

extension SheetRow {
    /// The row of a contact in the sheet of clients or experts.
    init(_ subject: SubjectID, _ contact: SheetContact, in sheet: Sheet) {
        key = subject.description
        changed = contact.changed
        isGone = contact.sheet != sheet
        cells = isGone ? [] : sheet.cells(of: contact)
    }

    /// The row of a project.
    ///
    /// - Parameter contacts: all that ever named it, in the order of their subjects.
    init(project: String, contacts: [(SubjectID, SheetContact)]) {
        func those(_ sheet: Sheet) -> [(SubjectID, SheetContact)] {
            contacts.filter { $0.1.sheet == sheet && $0.1.card.projectIDs.contains(project) }
        }
        func ids(_ contacts: [(SubjectID, SheetContact)], _ field: String) -> SheetCell {
            SheetCell(Sheet.list(contacts.map { $0.1.card.text(field) ?? $0.0.description }))
        }
        func names(_ contacts: [(SubjectID, SheetContact)]) -> SheetCell {
            SheetCell(Sheet.list(contacts.compactMap { $0.1.card[.name] }))
        }
        key = project
        changed = contacts.map(\.1.changed).max() ?? .first
        isGone = !contacts.contains { $0.1.card.projectIDs.contains(project) }
        let (clients, experts) = (those(.clients), those(.experts))
        cells =
            isGone
            ? []
            : [
                .text(project), ids(clients, "client_id"), names(clients), ids(experts, "expert_id"), names(experts),
            ]
    }
}
