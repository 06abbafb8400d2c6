package import Vocabulary

/// A condition under which alone an append happens, checked under the lock that orders all appends.
package struct AppendCondition: Hashable, Sendable {
    /// The conversation that must have no event after `position`.
    package var conversation: ConversationID
    /// The last position that the caller has seen; `nil` when it has seen none.
    package var position: Position?

    package init(conversation: ConversationID, nothingAfter position: Position?) {
        self.conversation = conversation
        self.position = position
    }
}

/// What became of a draft.
package enum AppendOutcome: Hashable, Sendable {
    /// It is recorded now.
    case recorded(Receipt)
    /// The same fact was recorded before, with the same content.
    case duplicate(Receipt)
    /// Another content was recorded under the same id before. Nothing was recorded now.
    case conflict(Receipt)

    /// The event that stands in the ledger under the draft's id.
    package var receipt: Receipt {
        switch self {
        case .recorded(let receipt), .duplicate(let receipt), .conflict(let receipt): receipt
        }
    }
}

/// Where an event stands.
package struct Receipt: Hashable, Sendable {
    package let position: Position
    package let id: EventID

    package init(position: Position, id: EventID) {
        self.position = position
        self.id = id
    }
}

/// Drafts that are recorded together or not at all.
struct AppendRequest: Sendable {
    var drafts: [SealedDraft]
    var condition: AppendCondition?
    /// The era in which the drafts were sealed (see ``DatabaseLineage``).
    var era = 0
}
