import ProjectionEngine
package import Vocabulary

/// `inbox_notes`: one row a note.
package struct NoteFold: Fold {
    package let table = "inbox_notes"

    package init() {}

    package func keys(of fact: RecordedFact) -> [NoteKey] {
        guard case .noteAdded = fact.fact else { return [] }
        return [NoteKey(position: fact.event.position)]
    }

    package func fold(_ state: inout NoteState?, key: NoteKey, fact: RecordedFact) {
        guard case .noteAdded(let note) = fact.fact else { return }
        state = NoteState(note, fact.event)
    }
}
