package import Vocabulary

/// The openings of a conversation that began in one period.
package struct OpeningsState: Equatable, Sendable {
    package var subject: SubjectID
    /// In the order in which they were told; at most `OpeningsFold.bound`.
    package var openings: [Opening] = []
    /// When the contact wrote last.
    package var heardAt: Timestamp?
    /// When the last opening was closed.
    package var closedAt: Timestamp?
    /// The first message of ours after the contact's last one: it answers a message that is told only after it.
    package var reply: Opening.Answer?
    /// Whether the next period's first inbound message went on with the last opening.
    package var isContinued = false
    /// Whether another opening began in the next period: what comes then isn't about this row any more.
    package var hasEnded = false
    package var last: Position

    init(_ event: EventHeader) {
        subject = event.subject
        last = event.position
    }
}
