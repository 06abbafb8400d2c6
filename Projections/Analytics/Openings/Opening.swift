package import Vocabulary

/// A contact came to us, was answered, and was done with.
package struct Opening: Hashable, Sendable {
    package var openedAt: Timestamp
    package var openedPosition: Position
    /// Where the message came in that opened it.
    package var channel: ChannelName
    package var answer: Answer?
    package var resolvedAt: Timestamp?
    package var resolvedPosition: Position?

    /// A message of ours.
    package struct Answer: Hashable, Sendable {
        package var at: Timestamp
        package var position: Position
        package var nature: MessageSent.Sender.Nature

        package init(at: Timestamp, position: Position, nature: MessageSent.Sender.Nature) {
            self.at = at
            self.position = position
            self.nature = nature
        }
    }

    package init(openedAt: Timestamp, openedPosition: Position, channel: ChannelName) {
        self.openedAt = openedAt
        self.openedPosition = openedPosition
        self.channel = channel
    }

    /// Whether something at `moment` still counts for it: nothing before it does, and nothing more than 28 days after.
    func reaches(_ moment: Timestamp) -> Bool {
        openedAt <= moment && moment.microseconds - openedAt.microseconds <= OpeningsFold.reach
    }
}
