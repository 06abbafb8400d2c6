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

    package func fold(_ state: NoteState?, key: NoteKey, fact: RecordedFact) -> NoteState? {
        guard case .noteAdded(let note) = fact.fact else { return state }
        return NoteState(note, fact.event)
    }
}
