package import Postgres
package import ProjectionEngine
package import Vocabulary

/// A contact as the sheets show it.
package struct SheetContact: Equatable, Sendable {
    package internal(set) var card = ContactCard()
    package internal(set) var mergedInto: SubjectID?
    package internal(set) var mergedPosition: Position?
    /// The sheets in which it has ever stood.
    package internal(set) var wasIn: Set<Sheet> = []
    /// The event that last changed what its row shows.
    package internal(set) var changed: Position

    init(_ event: EventHeader) {
        changed = event.position
    }

    /// The sheet that it stands in: clients and experts each have their own.
    package var sheet: Sheet? {
        switch card.type {
        case .client: .clients
        case .expert: .experts
        case .unknown: nil
        }
    }

    /// What its row shows; its name and projects alone where it stands in no sheet of its own.
    var cells: [SheetCell] {
        switch sheet {
        case .clients, .experts: (sheet ?? .clients).cells(of: self)
        case .projects, nil: [SheetCell(card[.name])] + card.projectIDs.map { .text($0) }
        }
    }
}

extension SheetContact: RowPart {
    package static let columns = ["card", "merged_into", "merged_position", "sheet", "was_in", "changed"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(String(decoding: card.json.serialized(), as: UTF8.self))
        try row.write(mergedInto)
        try row.write(mergedPosition)
        try row.write(sheet?.rawValue)
        try row.write(wasIn.map(\.rawValue).sorted())
        try row.write(changed)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        let text = try row.next(String.self)
        // What was read from a delivery lies a little deeper here than it did there.
        guard let json = try? JSON(parsing: Array(text.utf8), depthLimit: JSON.depthLimit + 8),
            let card = ContactCard(json: json)
        else { throw PostgresError(.decoding, "a contact's card isn't one that this version wrote") }
        self.card = card
        mergedInto = try row.next()
        mergedPosition = try row.next()
        row.skip(1)
        wasIn = Set(try row.next([String].self).compactMap(Sheet.init))
        changed = try row.next()
    }
}
