package import Vocabulary

/// A note of the inbox, as it is read.
package struct InboxNote: Equatable, Sendable {
    package let position: Position
    package let note: NoteState
}
