package import Vocabulary

/// A fact that a projection can't fold. Its words hold nothing of the fact itself.
package struct PoisonedFact: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the event stands.
    package let position: Position
    /// Which table, and what kind of error.
    package let reason: String

    package init(position: Position, reason: String) {
        self.position = position
        self.reason = reason
    }

    package var description: String { "the event at position \(position) can't be folded (\(reason))" }
}
